//! A call is run again when an answer has come: what must be so in each run.

use std::cell::{Cell, RefCell};

use futures::executor::block_on;

use super::{
    signed_in,
    world::{APP_ID, Site, World},
};
use crate::platform::{Area, Key};

const KEY: Key<'_> = Key { area: Area::Local, app_id: APP_ID, name: "refreshToken" };

/// A world whose storage takes its time.
fn slow() -> std::rc::Rc<World> {
    let world = signed_in();
    world.site.replace(Site { stores: true, ..Site::default() });
    world
}

#[test]
fn what_changes_something_is_done_in_the_first_run_alone() {
    let (runs, changes) = (Cell::new(0), Cell::new(0));
    let token = block_on(slow().client().run(|call| {
        runs.set(runs.get() + 1);
        call.change(|_| changes.set(changes.get() + 1));
        call.get(KEY)?;
        call.change(|_| changes.set(changes.get() + 1));
        call.get(KEY)
    }));
    assert!(token.unwrap().is_some());
    assert_eq!((runs.get(), changes.get()), (3, 2));
}

#[test]
fn nothing_more_is_done_in_a_run_whose_answer_is_missing_even_if_that_is_passed_over() {
    let (world, seen) = (slow(), RefCell::new(Vec::new()));
    block_on(world.client().run(|call| {
        // As where an error is no reason to stop.
        let known = call.get(KEY).ok().flatten();
        call.change(|_| seen.borrow_mut().push(known.is_some()));
        let _ = call.put(KEY, None);
        Ok(())
    }))
    .unwrap();
    assert_eq!(seen.into_inner(), [true]);
    assert!(world.value(Area::Local, &KEY.text()).is_none());
}

#[test]
fn the_time_of_a_question_is_when_it_was_first_asked() {
    let (world, times) = (slow(), RefCell::new(Vec::new()));
    block_on(world.client().run(|call| {
        let before = call.now();
        world.now.set(world.now.get() + 1.0);
        call.get(KEY)?;
        times.borrow_mut().push((before, call.now()));
        Ok(())
    }))
    .unwrap();
    let [(before, after)] = times.into_inner()[..] else { panic!("it came to its end once") };
    // Each of two runs has moved the clock.
    assert_eq!(after - before, 2.0);
}
