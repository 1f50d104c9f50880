//! Sessions on a simulated world.

mod access;
mod attacks;
mod callback;
mod entry_file;
mod handover;
mod preload;
mod provider;
mod secrets;
mod sign_in;
mod sign_out;
mod simulation;
mod site;
mod state;
mod world;

use std::rc::Rc;

use futures::{FutureExt, executor::block_on};

use crate::{
    platform::Area,
    protocol::{Error, authorization::SignInOptions},
};
use world::{CALLBACK, World};

fn options() -> SignInOptions {
    SignInOptions { redirect_uri: CALLBACK.into(), ..SignInOptions::default() }
}

/// A world in which the visitor is signed in.
fn signed_in() -> Rc<World> {
    let world = World::new();
    let session = world.client();
    block_on(session.sign_in(&options())).unwrap();
    block_on(session.handle_sign_in_callback(&world.approve())).unwrap();
    assert!(at_once(session.is_authenticated()));
    world.take_requests();
    world
}

fn local(world: &World, name: &str) -> Option<String> {
    world.value(Area::Local, &format!("logto:app:{name}"))
}

/// What a future that needs nobody else comes to: it must be done at once, and well.
fn at_once<T>(future: impl Future<Output = Result<T, Error>>) -> T {
    future.now_or_never().expect("an answer at once").expect("no error")
}

/// The code of the error, or `"ok"`.
fn code_of<T>(result: Result<T, Error>) -> String {
    result.map_or_else(|error| error.code().to_owned(), |_| "ok".to_owned())
}
