//! A new header before the same payload: other people can open the file, and not a byte of the payload changes.

use std::cell::RefCell;
use std::io::{self, BufReader, Read, Write};
use std::rc::Rc;

use super::SEALED_CHUNK_LEN;
use super::digest::{HashingReader, PayloadDigest};
use super::error::SealError;
use super::files::read_nonce;
use super::header::Header;
use super::opening::OpenedReader;
use super::progress::Progress;
use super::source::Source;
use super::tag::{self, tag_of};
use super::unlock::{Keys, unlock};
use super::wrap::{To, wrap_again};

/// Bytes that are read and written at once: a few chunks.
const PIECE: usize = 4 * SEALED_CHUNK_LEN as usize;

/// A sealed file whose header was read, to be addressed anew.
///
/// The file key stays what it was: whoever could open the old file can open the new one. To shut somebody out, seal
/// the content again.
///
/// ```
/// use custody_core::seal::{self, Identity, Keys, NoProgress, Readdressing, To};
/// # let (office, colleague) = (Identity::generate()?, Identity::generate()?);
/// # let mut sealed = Vec::new();
/// # let to = To::Recipients(vec![office.recipient()]);
/// # let first = seal::seal(&mut &b"name, address"[..], &mut sealed, &to, false, &mut NoProgress)?;
/// // `sealed` is for the office; the office lets a colleague read it too.
/// let keys = Keys::Identities(std::slice::from_ref(&office));
/// let to = To::Recipients(vec![office.recipient(), colleague.recipient()]);
/// let mut anew = Vec::new();
/// let done = Readdressing::of(&sealed[..])?.write(&mut anew, &keys, &to, None, &mut NoProgress)?;
/// assert_eq!(done.payload, first.payload);
///
/// let mut opened = Vec::new();
/// let keys = Keys::Identities(std::slice::from_ref(&colleague));
/// seal::open(&mut &anew[..], &mut opened, &keys, &mut NoProgress)?;
/// assert_eq!(opened, b"name, address");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Readdressing<'a> {
    source: Source<'a>,
    header: Header,
}

/// What was written under a new header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Readdressed {
    /// Bytes of plaintext, all of them verified.
    pub plaintext_len: u64,
    /// Bytes of the new file.
    pub sealed_len: u64,
    /// Length and digest of the payload, the same as before.
    pub payload: PayloadDigest,
    /// The tag that the old header held, or that was handed in.
    pub tag: Option<Vec<u8>>,
    /// Whether it is in the new header; a passphrase allows none there, so that it is left to the caller to keep it.
    pub tag_in_header: bool,
}

impl<'a> Readdressing<'a> {
    /// Reads the header of `input`, binary or armored.
    ///
    /// # Errors
    /// Not age or malformed (6), beyond a limit (9), reading failed (7).
    pub fn of(input: impl Read + 'a) -> Result<Self, SealError> {
        let mut source = Source::new(Box::new(input))?;
        let header = Header::read(&mut source.bytes)?;
        Ok(Self { source, header })
    }

    /// Whether a passphrase opens it, and nothing else.
    pub fn needs_passphrase(&self) -> bool {
        self.header.scrypt_factor().is_some()
    }

    /// The tag in its header.
    ///
    /// # Errors
    /// As [`tag_of`].
    pub fn tag(&self) -> Result<Option<&[u8]>, SealError> {
        tag_of(self.header.stanzas())
    }

    /// Writes the file anew into `output`, in binary form: a header for `to`, with the tag of the old one or else the one that
    /// lay `beside` it, and the payload as it is. Each chunk is verified on the way; no plaintext leaves the memory.
    ///
    /// `output` may only get its final name when this returns `Ok`, and its tag was found to be of this payload.
    ///
    /// # Errors
    /// No key fits (5); the file was altered or cut short (3); nobody to address it to, or people who cannot share a file (2);
    /// reading or writing failed (7, 12); no randomness (7); cancelled (130).
    pub fn write(
        self,
        output: &mut dyn Write,
        keys: &Keys<'_>,
        to: &To,
        beside: Option<&[u8]>,
        progress: &mut dyn Progress,
    ) -> Result<Readdressed, SealError> {
        let file_key = unlock(&self.header, keys)?;
        let tag = self.tag()?.or(beside).map(<[u8]>::to_vec);
        let tag_in_header = tag.is_some() && matches!(to, To::Recipients(_));
        let extra = match &tag {
            Some(tag) if tag_in_header => vec![tag::stanza(tag.clone())?],
            _ => Vec::new(),
        };
        let header = Header::seal(wrap_again(&file_key, to, extra)?, &file_key)?;
        output
            .write_all(header.bytes())
            .map_err(SealError::writing)?;

        let payload = Rc::new(RefCell::new(HashingReader::new(self.source.bytes)));
        let failed = Rc::new(RefCell::new(None));
        let passing = Passing {
            payload: Rc::clone(&payload),
            output,
            failed: Rc::clone(&failed),
        };
        let mut chunks = BufReader::with_capacity(PIECE, passing);
        let verified = read_nonce(&mut chunks).and_then(|nonce| {
            let key = file_key.payload_key(&nonce);
            OpenedReader::behind(Box::new(chunks), &self.header, &key)?
                .pour_into(&mut io::sink(), progress)
        });
        if let Some(error) = failed.borrow_mut().take() {
            return Err(SealError::writing(error));
        }
        let plaintext_len = verified?.plaintext_len;
        let payload = payload.borrow();
        let payload = PayloadDigest {
            len: payload.len(),
            blake3: payload.digest(),
        };
        Ok(Readdressed {
            plaintext_len,
            sealed_len: header.bytes().len() as u64 + payload.len,
            payload,
            tag,
            tag_in_header,
        })
    }
}

/// Writes on what is read through it.
struct Passing<'a, 'o> {
    payload: Rc<RefCell<HashingReader<Box<dyn io::BufRead + 'a>>>>,
    output: &'o mut dyn Write,
    /// Why writing failed: the reader above takes every error for one of reading.
    failed: Rc<RefCell<Option<io::Error>>>,
}

impl Read for Passing<'_, '_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let read = self.payload.borrow_mut().read(buf)?;
        if let Err(error) = self.output.write_all(buf.get(..read).unwrap_or_default()) {
            let kind = error.kind();
            *self.failed.borrow_mut() = Some(error);
            return Err(kind.into());
        }
        Ok(read)
    }
}
