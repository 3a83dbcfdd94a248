//! Seeded chance: xorshift64*, so that a walk can be walked again.

/// The generator; its seed is not 0.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        assert_ne!(seed, 0);
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// 0 to `n - 1`.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from((self.next() >> 33) % n as u64).unwrap()
    }

    /// So many times in a hundred.
    pub fn percent(&mut self, n: usize) -> bool {
        self.below(100) < n
    }

    /// One of these.
    pub fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// One of these, or nothing where there is none.
    pub fn any<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        (!all.is_empty()).then(|| self.pick(all))
    }

    /// Mostly the last of these, or another of the last five.
    pub fn recent<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        match all.last() {
            Some(last) if self.percent(60) => Some(*last),
            _ => self.any(&all[all.len().saturating_sub(5)..]),
        }
    }

    /// `usual`, or in so many cases of a hundred one of the others.
    pub fn mostly<T: Copy>(&mut self, usual: T, percent: usize, others: &[T]) -> T {
        if self.percent(percent) {
            self.pick(others)
        } else {
            usual
        }
    }
}
