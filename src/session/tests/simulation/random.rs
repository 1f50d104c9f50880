//! Chance, from a seed: SplitMix64.

use std::cell::Cell;

pub struct Random(Cell<u64>);

impl Random {
    pub fn new(seed: u64) -> Self {
        // Neighbouring seeds begin far apart.
        let random = Random(Cell::new(seed.wrapping_mul(0xD6E8_FEB8_6659_FD93)));
        random.next();
        random
    }

    pub fn next(&self) -> u64 {
        self.0.set(self.0.get().wrapping_add(0x9E37_79B9_7F4A_7C15));
        let mut bits = self.0.get();
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// One of the numbers below `end`.
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).expect("smaller than end")
    }

    /// From 0 up to 1.
    pub fn unit(&self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).expect("32 bits")) / 4_294_967_296.0
    }

    pub fn between(&self, from: f64, to: f64) -> f64 {
        from + self.unit() * (to - from)
    }

    /// Mostly short, now and then up to `longest`.
    pub fn delay(&self, longest: f64) -> f64 {
        let unit = self.unit();
        longest * unit * unit * unit
    }

    pub fn chance(&self, probability: f64) -> bool {
        self.unit() < probability
    }

    pub fn pick<T: Copy>(&self, items: &[T]) -> T {
        items[self.below(items.len())]
    }
}
