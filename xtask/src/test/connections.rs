//! Keeps the test runner's web server from leaving a browser without an answer.
//!
//! That server (tiny_http) starts with four threads, and each is busy with one connection for as
//! long as a browser keeps that open. When connections come faster than its threads wake up, it
//! counts one idle thread for several of them: those that are left over wait for ever, and so does
//! the page. While no thread is idle, it starts one for each connection. So its four are kept busy,
//! and the connection that was held longest is replaced all the time: its thread takes what is left
//! over.

use crate::Result;
use std::collections::VecDeque;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// As many as the server has threads before anybody comes.
const THREADS: usize = 4;

/// Below those that systems choose from for a connection's own end: one that is tried before the
/// server listens could else be given the port that it calls, and be connected to itself.
const PORTS: Range<u16> = 20_000..30_000;

/// Between two connections. The server is there only after the build.
const PAUSE: Duration = Duration::from_millis(50);

/// Connections to a server that is yet to start, held until this is dropped.
pub struct Connections {
    address: SocketAddr,
    over: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Connections {
    /// To an address that is free.
    pub fn open() -> Result<Connections> {
        // Another run on this machine begins at another one: its server, too, is there only after a build.
        let offset = std::process::id() as usize % PORTS.len();
        let free = PORTS
            .cycle()
            .skip(offset)
            .take(PORTS.len())
            .map(|port| SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
            .find(|address| TcpListener::bind(address).is_ok())
            .ok_or_else(|| format!("no port is free in {PORTS:?}"))?;
        let over = Arc::new(AtomicBool::new(false));
        let stop = over.clone();

        Ok(Connections {
            address: free,
            over,
            thread: Some(thread::spawn(move || connect(free, &stop))),
        })
    }

    /// Where the server is to listen.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Connections {
    fn drop(&mut self) {
        self.over.store(true, Ordering::Relaxed);

        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn connect(address: SocketAddr, over: &AtomicBool) {
    let mut open = VecDeque::new();

    while !over.load(Ordering::Relaxed) {
        if open.len() == THREADS {
            open.pop_front();
        }
        if let Ok(stream) = TcpStream::connect(address) {
            open.push_back(stream);
        }
        thread::sleep(PAUSE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // One test: two at a time could find the same port free.
    #[test]
    fn a_server_that_starts_later_is_called_and_each_connection_ends_in_turn() {
        let connections = Connections::open().unwrap();
        let server = TcpListener::bind(connections.address()).unwrap();

        // Each ends when as many others are open.
        let mut open: VecDeque<_> = (0..THREADS).map(|_| server.accept().unwrap().0).collect();
        for _ in 0..2 * THREADS {
            open.push_back(server.accept().unwrap().0);
            assert_eq!(open.pop_front().unwrap().peek(&mut [0]).unwrap(), 0);
        }

        // And all of them when nobody needs them.
        drop(connections);
        for stream in open {
            assert_eq!(stream.peek(&mut [0]).unwrap(), 0);
        }
        // Nor is a server waited for that never starts.
        drop(Connections::open().unwrap());
    }
}
