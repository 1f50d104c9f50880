//! What a [call](super::call) has asked, and what it was told: so that each run of it takes the same way.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{
    platform::{Outcome, Platform},
    protocol::{
        discovery::Metadata,
        jwk::{JwkSet, Signatures},
        pkce::RANDOM_BYTES,
    },
};

/// What is written down: an answer of the platform's, or what was known.
pub(in crate::session) enum Entry<L> {
    Answer(Outcome<L>),
    /// It has not come yet.
    Awaited,
    /// Something was changed.
    Changed,
    Number(f64),
    Random([u8; RANDOM_BYTES]),
    Signatures(Signatures),
    Metadata(Option<Rc<Metadata>>),
    Keys(Option<Rc<JwkSet>>),
}

/// By hand: a lock need not be one that can be copied.
impl<L> Clone for Entry<L> {
    fn clone(&self) -> Self {
        match self {
            Entry::Answer(outcome) => Entry::Answer(outcome.clone()),
            Entry::Awaited => Entry::Awaited,
            Entry::Changed => Entry::Changed,
            Entry::Number(number) => Entry::Number(*number),
            Entry::Random(bytes) => Entry::Random(*bytes),
            Entry::Signatures(signatures) => Entry::Signatures(*signatures),
            Entry::Metadata(metadata) => Entry::Metadata(metadata.clone()),
            Entry::Keys(keys) => Entry::Keys(keys.clone()),
        }
    }
}

/// A question that was asked, by its place among them.
#[derive(Debug, Clone, Copy)]
pub struct Ticket(usize);

/// All that a call has asked, in order, and what it was told.
pub struct Journal<P: Platform> {
    entries: RefCell<Vec<Entry<P::Lock>>>,
    begun: RefCell<Vec<(Ticket, P::Later)>>,
    /// How many questions this run has asked.
    asked: Cell<usize>,
    /// An answer is missing: this run comes to nothing.
    is_suspended: Cell<bool>,
}

impl<P: Platform> Default for Journal<P> {
    fn default() -> Self {
        Journal {
            entries: RefCell::default(),
            begun: RefCell::default(),
            asked: Cell::default(),
            is_suspended: Cell::default(),
        }
    }
}

impl<P: Platform> Journal<P> {
    /// What has been begun since this was last asked, to be [answered](Journal::answer).
    pub fn begun(&self) -> Vec<(Ticket, P::Later)> {
        self.begun.take()
    }

    /// Begins another run.
    pub(super) fn rewind(&self) {
        self.asked.set(0);
        self.is_suspended.set(false);
    }

    /// Does this run come to nothing?
    pub(super) fn is_suspended(&self) -> bool {
        self.is_suspended.get()
    }

    /// Something was begun for this question.
    pub(super) fn begin(&self, ticket: Ticket, later: P::Later) {
        self.begun.borrow_mut().push((ticket, later));
    }

    /// Writes down an answer that has come. Then it is time for another [step](super::Session::step).
    pub fn answer(&self, Ticket(ticket): Ticket, outcome: Outcome<P::Lock>) {
        self.entries.borrow_mut()[ticket] = Entry::Answer(outcome);
    }

    /// Is the next question a new one?
    #[inline(never)]
    pub(super) fn is_new(&self) -> bool {
        !self.is_suspended.get() && self.asked.get() == self.entries.borrow().len()
    }

    /// Writes down what it comes to.
    #[inline(never)]
    pub(super) fn note(&self, entry: Entry<P::Lock>) {
        self.entries.borrow_mut().push(entry);
    }

    /// The number that is written down of the next question.
    #[inline(never)]
    pub(super) fn number(&self) -> f64 {
        match self.entry(self.next()) {
            Some(Entry::Number(number)) => number,
            _ => 0.0,
        }
    }

    /// Passes to the question after it.
    pub(super) fn next(&self) -> Ticket {
        let ticket = self.asked.get();
        self.asked.set(ticket + 1);
        Ticket(ticket)
    }

    /// What is written down of a question.
    #[inline(never)]
    pub(super) fn entry(&self, Ticket(ticket): Ticket) -> Option<Entry<P::Lock>> {
        if self.is_suspended.get() {
            return None;
        }
        let entry = self.entries.borrow()[ticket].clone();
        if let Entry::Awaited = entry {
            self.is_suspended.set(true);
            return None;
        }
        Some(entry)
    }
}
