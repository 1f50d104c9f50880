//! Virtual time: tasks, and what happens at a time. Which of the tasks that are ready goes on next is
//! for the seed to say.

use std::{
    cell::{Cell, RefCell},
    cmp::Ordering,
    collections::{BTreeMap, BinaryHeap},
    pin::Pin,
    rc::Rc,
    sync::{Arc, Mutex},
    task::{Context, Poll, Wake, Waker},
};

use super::random::Random;

/// Whose a task is: a page. It can be put to sleep, and it can go.
pub type Owner = u32;

type Work = Pin<Box<dyn Future<Output = ()>>>;

struct Task {
    owner: Owner,
    waker: Waker,
    /// Elsewhere while it is polled.
    work: Option<Work>,
}

struct Alarm {
    id: u64,
    ready: Arc<Mutex<Vec<u64>>>,
}

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        let mut ready = self.ready.lock().expect("one thread");
        if !ready.contains(&self.id) {
            ready.push(self.id);
        }
    }
}

struct Event {
    at: f64,
    number: u64,
    act: Box<dyn FnOnce()>,
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Event {
    /// The earliest is the greatest.
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.total_cmp(&self.at).then(other.number.cmp(&self.number))
    }
}

pub struct Executor {
    now: Cell<f64>,
    number: Cell<u64>,
    tasks: RefCell<BTreeMap<u64, Task>>,
    events: RefCell<BinaryHeap<Event>>,
    ready: Arc<Mutex<Vec<u64>>>,
}

impl Executor {
    pub fn new() -> Self {
        Executor {
            now: Cell::new(0.0),
            number: Cell::default(),
            tasks: RefCell::default(),
            events: RefCell::default(),
            ready: Arc::default(),
        }
    }

    /// Seconds since the beginning.
    pub fn now(&self) -> f64 {
        self.now.get()
    }

    pub fn number(&self) -> u64 {
        self.number.set(self.number.get() + 1);
        self.number.get()
    }

    /// Does something at a time.
    pub fn at(&self, at: f64, act: impl FnOnce() + 'static) {
        let event = Event { at: at.max(self.now()), number: self.number(), act: Box::new(act) };
        self.events.borrow_mut().push(event);
    }

    pub fn spawn(&self, owner: Owner, work: impl Future<Output = ()> + 'static) {
        let id = self.number();
        let waker = Waker::from(Arc::new(Alarm { id, ready: self.ready.clone() }));
        let task = Task { owner, waker, work: Some(Box::pin(work)) };
        self.tasks.borrow_mut().insert(id, task);
        self.ready.lock().expect("one thread").push(id);
    }

    /// Drops what a page was doing, whatever that was.
    pub fn end(&self, owner: Owner) {
        let (gone, stay): (BTreeMap<_, _>, _) =
            self.tasks.take().into_iter().partition(|(_, task)| task.owner == owner);
        self.tasks.replace(stay);
        // Only now: what is dropped may let others go on.
        drop(gone);
    }

    pub fn is_busy(&self, owner: Owner) -> bool {
        self.tasks.borrow().values().any(|task| task.owner == owner)
    }

    /// Lets everything happen that does until `end`, as long as `goes_on` says so.
    pub fn run(
        &self,
        end: f64,
        random: &Random,
        is_awake: &dyn Fn(Owner) -> bool,
        goes_on: &dyn Fn() -> bool,
    ) {
        while goes_on() {
            if let Some(id) = self.next(random, is_awake) {
                self.poll(id);
                continue;
            }
            if self.events.borrow().peek().is_none_or(|event| event.at > end) {
                self.now.set(end);
                return;
            }
            let event = self.events.borrow_mut().pop().expect("there is one");
            self.now.set(event.at);
            (event.act)();
        }
    }

    fn next(&self, random: &Random, is_awake: &dyn Fn(Owner) -> bool) -> Option<u64> {
        let mut ready = self.ready.lock().expect("one thread");
        let tasks = self.tasks.borrow();
        ready.retain(|id| tasks.contains_key(id));
        let awake: Vec<_> =
            (0..ready.len()).filter(|at| is_awake(tasks[&ready[*at]].owner)).collect();
        match awake[..] {
            [] => None,
            [at] => Some(ready.remove(at)),
            _ => Some(ready.remove(random.pick(&awake))),
        }
    }

    fn poll(&self, id: u64) {
        let (mut work, waker) = {
            let mut tasks = self.tasks.borrow_mut();
            let task = tasks.get_mut(&id).expect("it was ready");
            (task.work.take().expect("polled once at a time"), task.waker.clone())
        };
        let poll = work.as_mut().poll(&mut Context::from_waker(&waker));
        if poll == Poll::Pending {
            // Its page may have gone by what it did.
            if let Some(task) = self.tasks.borrow_mut().get_mut(&id) {
                task.work = Some(work);
                return;
            }
        } else {
            self.tasks.borrow_mut().remove(&id);
        }
        drop(work);
    }

    /// Forgets everything.
    pub fn stop(&self) {
        drop(self.tasks.take());
        drop(self.events.take());
    }
}

struct Slot<T> {
    value: Option<T>,
    is_sent: bool,
    waker: Option<Waker>,
}

/// What one waits for.
pub struct Reply<T>(Rc<RefCell<Slot<T>>>);

/// Who replies. The first reply counts.
pub struct Replier<T>(Rc<RefCell<Slot<T>>>);

impl<T> Clone for Replier<T> {
    fn clone(&self) -> Self {
        Replier(self.0.clone())
    }
}

pub fn reply<T>() -> (Replier<T>, Reply<T>) {
    let slot = Rc::new(RefCell::new(Slot { value: None, is_sent: false, waker: None }));
    (Replier(slot.clone()), Reply(slot))
}

impl<T> Replier<T> {
    /// Was this the first reply?
    pub fn send(&self, value: T) -> bool {
        let mut slot = self.0.borrow_mut();
        if slot.is_sent {
            return false;
        }
        slot.is_sent = true;
        slot.value = Some(value);
        let waker = slot.waker.take();
        drop(slot);
        if let Some(waker) = waker {
            waker.wake();
        }
        true
    }

    pub fn is_sent(&self) -> bool {
        self.0.borrow().is_sent
    }
}

impl<T> Future for Reply<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut slot = self.0.borrow_mut();
        match slot.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                slot.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
