//! What is sealed from place to place: read anywhere by many threads at once.

use super::steady::Steady;
use crate::seal::SealError;

/// A plaintext whose every byte has its place before the first is read.
pub(crate) trait Plaintext: Sync {
    /// What a thread keeps from one read to the next.
    type Own;
    /// What a read tells besides the bytes.
    type Told: Send;
    /// Why it cannot be read.
    type Error: From<SealError> + Send;

    /// What a thread begins with.
    fn begin(&self) -> Self::Own;
    /// Fills `buf` from `at` on, and adds to `told` if that is wanted. Answers how many bytes the user would count.
    fn fill(
        &self,
        own: &mut Self::Own,
        buf: &mut [u8],
        at: u64,
        told: Option<&mut Vec<Self::Told>>,
    ) -> Result<u64, Self::Error>;
    /// Looks whether it still is what it was, after all was read.
    fn check(&self) -> Result<(), Self::Error>;
}

impl Plaintext for Steady {
    type Own = ();
    type Told = ();
    type Error = SealError;

    fn begin(&self) -> Self::Own {}

    fn fill(
        &self,
        (): &mut (),
        buf: &mut [u8],
        at: u64,
        _told: Option<&mut Vec<()>>,
    ) -> Result<u64, SealError> {
        self.read_at(buf, at).map(|()| buf.len() as u64)
    }

    fn check(&self) -> Result<(), SealError> {
        Steady::check(self)
    }
}
