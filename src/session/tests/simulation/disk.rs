//! `localStorage` as browsers of many processes have it: each tab has a copy, which is read and written at
//! once. What is written goes to the one behind all copies, takes effect there in the order of arrival, and
//! is told to all tabs. A tab's messages keep their order, and a tab that waits to be told of its own change
//! to a value does not listen to others about it.

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
    rc::Rc,
};

use super::{executor::Owner, world::World};

struct Message {
    from: Owner,
    key: String,
    value: Option<String>,
}

#[derive(Default)]
struct Copy {
    values: BTreeMap<String, String>,
    /// Own changes that are not acknowledged, by key.
    unacknowledged: BTreeMap<String, usize>,
    inbox: VecDeque<Message>,
    /// When the last message of this tab arrives, and the last one to it.
    sent_until: f64,
    told_until: f64,
}

#[derive(Default)]
pub struct Disk {
    backend: RefCell<BTreeMap<String, String>>,
    copies: RefCell<BTreeMap<Owner, Copy>>,
    /// How much fits, by the letters of keys and values.
    pub room: Cell<Option<usize>>,
}

fn size(values: &BTreeMap<String, String>) -> usize {
    values.iter().map(|(key, value)| key.len() + value.len()).sum()
}

fn apply(values: &mut BTreeMap<String, String>, key: &str, value: Option<&str>) {
    match value {
        Some(value) => {
            values.insert(key.to_owned(), value.to_owned());
        }
        None => {
            values.remove(key);
        }
    }
}

impl Disk {
    /// A page begins with what is stored by then.
    pub fn open(&self, page: Owner) {
        let copy = Copy { values: self.backend.borrow().clone(), ..Copy::default() };
        self.copies.borrow_mut().insert(page, copy);
    }

    /// What it has sent goes on without it.
    pub fn close(&self, page: Owner) {
        self.copies.borrow_mut().remove(&page);
    }

    pub fn get(&self, page: Owner, key: &str) -> Option<String> {
        self.copies.borrow().get(&page)?.values.get(key).cloned()
    }

    pub fn stored(&self, key: &str) -> Option<String> {
        self.backend.borrow().get(key).cloned()
    }

    pub fn stored_size(&self) -> usize {
        size(&self.backend.borrow())
    }

    /// `false` when there is no room.
    pub fn set(&self, world: &Rc<World>, page: Owner, key: &str, value: Option<&str>) -> bool {
        let instant = world.settings.storage_delay == 0.0;
        let arrival = {
            let mut copies = self.copies.borrow_mut();
            let Some(copy) = copies.get_mut(&page) else { return false };
            let before = copy.values.get(key);
            if before.map(String::as_str) == value {
                return true;
            }
            if let (Some(room), Some(value)) = (self.room.get(), value) {
                let freed = before.map_or(0, |before| before.len() + key.len());
                if size(&copy.values) - freed + key.len() + value.len() > room {
                    world.count("storage was full");
                    return false;
                }
            }
            apply(&mut copy.values, key, value);
            let delay = world.random.delay(world.settings.storage_delay);
            copy.sent_until = copy.sent_until.max(world.now() + delay);
            if !instant {
                *copy.unacknowledged.entry(key.to_owned()).or_default() += 1;
            }
            copy.sent_until
        };
        let message = Message { from: page, key: key.to_owned(), value: value.map(str::to_owned) };
        if instant {
            for copy in self.copies.borrow_mut().values_mut() {
                apply(&mut copy.values, key, value);
            }
            self.arrive(world, message);
        } else {
            let at = world.clone();
            world.executor.at(arrival, move || at.disk.arrive(&at, message));
        }
        true
    }

    fn arrive(&self, world: &Rc<World>, message: Message) {
        apply(&mut self.backend.borrow_mut(), &message.key, message.value.as_deref());
        world.trace(|| format!("stored: {} of page {}", message.key, message.from));
        world.ledger.stored(world, &message.key, message.value.as_deref());
        if world.settings.storage_delay == 0.0 {
            return;
        }
        for (&page, copy) in &mut *self.copies.borrow_mut() {
            copy.inbox.push_back(Message {
                from: message.from,
                key: message.key.clone(),
                value: message.value.clone(),
            });
            let delay = world.random.delay(world.settings.storage_delay);
            copy.told_until = copy.told_until.max(world.now() + delay);
            let at = world.clone();
            world.executor.at(copy.told_until, move || at.disk.tell(&at, page));
        }
    }

    /// Delivers the next message.
    fn tell(&self, world: &Rc<World>, page: Owner) {
        if let Some(waking) = world.asleep_until(page) {
            let later = waking + world.random.delay(world.settings.storage_delay);
            let at = world.clone();
            world.executor.at(later, move || at.disk.tell(&at, page));
            return;
        }
        let mut copies = self.copies.borrow_mut();
        let Some(copy) = copies.get_mut(&page) else { return };
        let message = copy.inbox.pop_front().expect("one for each telling");
        let waits = copy.unacknowledged.get_mut(&message.key);
        if message.from == page {
            let waits = waits.expect("of its own");
            *waits -= 1;
            if *waits == 0 {
                copy.unacknowledged.remove(&message.key);
            }
        } else if waits.is_none() {
            apply(&mut copy.values, &message.key, message.value.as_deref());
        }
    }
}
