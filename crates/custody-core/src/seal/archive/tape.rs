//! The tar itself: blocks written and read, strictly.
//!
//! IEEE Std 1003.1-2024, pax, "ustar Interchange Format" and "pax Interchange Format".

use std::io::{self, BufReader, Read, Write};

use super::PATH_LIMIT;
use super::error::{ArchiveError, ArchiveLimit, PackageFault};

/// Bytes of a block.
pub(super) const BLOCK: u64 = 512;
/// Bytes of the end of the archive.
pub(super) const END_LEN: u64 = 2 * BLOCK;
/// Longest path in the header itself.
const SHORT_PATH: usize = 100;
/// Largest size in the header itself: eleven octal digits.
pub(super) const SHORT_SIZE: u64 = 0o777_7777_7777;
/// Longest PAX header in bytes: a path and a size fit with room to spare.
const PAX_LIMIT: u64 = 2 * PATH_LIMIT as u64;

const ZEROS: [u8; BLOCK as usize] = [0; BLOCK as usize];

/// Bytes that fill up the last block of `size` bytes of content.
pub(super) fn padding(size: u64) -> u64 {
    (BLOCK - size % BLOCK) % BLOCK
}

/// Bytes of the headers before the content of a file.
pub(super) fn headers_len(path: &str, size: u64) -> u64 {
    match pax_records(path, size) {
        Some(records) => {
            let len = records.len() as u64;
            2 * BLOCK + len + padding(len)
        }
        None => BLOCK,
    }
}

/// Writes the headers of a file; its content and [`write_padding`] must follow.
pub(super) fn write_headers(
    out: &mut dyn Write,
    path: &str,
    size: u64,
    mtime: u64,
) -> io::Result<()> {
    if let Some(records) = pax_records(path, size) {
        let len = records.len() as u64;
        let header = header("PaxHeader", len, mtime, tar::EntryType::XHeader)?;
        out.write_all(header.as_bytes())?;
        out.write_all(records.as_bytes())?;
        write_padding(out, len)?;
    }
    let header = header(path, size, mtime, tar::EntryType::Regular)?;
    out.write_all(header.as_bytes())
}

/// Fills up the last block of `size` bytes of content.
pub(super) fn write_padding(out: &mut dyn Write, size: u64) -> io::Result<()> {
    out.write_all(ZEROS.get(..padding(size) as usize).unwrap_or_default())
}

/// Writes the end of the archive.
pub(super) fn write_end(out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&ZEROS)?;
    out.write_all(&ZEROS)
}

fn header(path: &str, size: u64, mtime: u64, kind: tar::EntryType) -> io::Result<tar::Header> {
    let mut header = tar::Header::new_ustar();
    // A stand-in for readers that know no PAX; those that do never see it.
    let mut short: Vec<u8> = path
        .bytes()
        .map(|byte| if byte.is_ascii() { byte } else { b'_' })
        .collect();
    short.truncate(SHORT_PATH);
    if let Some(name) = header.as_old_mut().name.get_mut(..short.len()) {
        name.copy_from_slice(&short);
    }
    header.set_entry_type(kind);
    header.set_mode(0o600);
    header.set_uid(0);
    header.set_gid(0);
    // Beyond the field the PAX record counts.
    header.set_size(size.min(SHORT_SIZE));
    header.set_mtime(mtime.min(SHORT_SIZE));
    header.set_device_major(0)?;
    header.set_device_minor(0)?;
    header.set_cksum();
    Ok(header)
}

fn pax_records(path: &str, size: u64) -> Option<String> {
    let mut records = String::new();
    if path.len() > SHORT_PATH || !path.is_ascii() {
        records.push_str(&record("path", path));
    }
    if size > SHORT_SIZE {
        records.push_str(&record("size", &size.to_string()));
    }
    (!records.is_empty()).then_some(records)
}

/// `<length> <key>=<value>\n`, where the length counts itself.
fn record(key: &str, value: &str) -> String {
    let rest = format!(" {key}={value}\n");
    let mut len = rest.len();
    while len.to_string().len() + rest.len() != len {
        len = len.to_string().len() + rest.len();
    }
    format!("{len}{rest}")
}

/// A package being read. Its errors are typed where they arise: too few bytes are a fault of the
/// package, anything else one of the medium or of the sealed file around it.
pub(super) struct Input<'a> {
    inner: BufReader<&'a mut dyn Read>,
    at: u64,
}

impl<'a> Input<'a> {
    pub(super) fn new(inner: &'a mut dyn Read) -> Self {
        Self {
            inner: BufReader::new(inner),
            at: 0,
        }
    }

    /// Bytes read so far.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// Reads some bytes; 0 at the end.
    pub(super) fn read_some(&mut self, buf: &mut [u8]) -> Result<usize, ArchiveError> {
        loop {
            match self.inner.read(buf) {
                Ok(read) => {
                    self.at += read as u64;
                    return Ok(read);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(ArchiveError::reading(error)),
            }
        }
    }

    /// Fills `buf`.
    pub(super) fn read_all(&mut self, buf: &mut [u8]) -> Result<(), ArchiveError> {
        let mut filled = 0;
        while let Some(rest) = buf.get_mut(filled..).filter(|rest| !rest.is_empty()) {
            match self.read_some(rest)? {
                0 => return Err(ArchiveError::malformed("", PackageFault::CutShort)),
                read => filled += read,
            }
        }
        Ok(())
    }

    /// Reads the headers of the next file; `None` at the end of the archive, which is then read to
    /// the end of the input.
    pub(super) fn read_head(&mut self) -> Result<Option<Head>, ArchiveError> {
        let Some((mut header, mut kind)) = self.read_header()? else {
            return Ok(None);
        };
        let mut pax = Pax::default();
        if kind == b'x' {
            pax = self.read_pax(size_of(&header)?)?;
            (header, kind) = self
                .read_header()?
                .ok_or_else(|| ArchiveError::malformed("", PackageFault::CutShort))?;
        }
        let path = match pax.path {
            Some(path) => path,
            None => String::from_utf8(header.path_bytes().into_owned())
                .map_err(|_| ArchiveError::malformed("", PackageFault::Header))?,
        };
        if kind != b'0' {
            // Two PAX headers in a row end here too.
            return Err(ArchiveError::malformed(
                &path,
                PackageFault::Kind(char::from(kind)),
            ));
        }
        let size = pax.size.map_or_else(|| size_of(&header), Ok)?;
        Ok(Some(Head { path, size }))
    }

    /// Reads what fills up the last block of `size` bytes of content.
    pub(super) fn read_padding(&mut self, size: u64) -> Result<(), ArchiveError> {
        let mut block = ZEROS;
        let rest = block.get_mut(..padding(size) as usize).unwrap_or_default();
        self.read_all(rest)?;
        zeros(rest)
    }

    /// A header and its type byte; `None` at two blocks of zeros and nothing but zeros after them.
    fn read_header(&mut self) -> Result<Option<(tar::Header, u8)>, ArchiveError> {
        let fault = || ArchiveError::malformed("", PackageFault::Header);
        let mut block = ZEROS;
        self.read_all(&mut block)?;
        if block == ZEROS {
            self.read_all(&mut block)?;
            zeros(&block)?;
            loop {
                match self.read_some(&mut block)? {
                    0 => return Ok(None),
                    read => zeros(block.get(..read).unwrap_or_default())?,
                }
            }
        }
        let header = tar::Header::from_byte_slice(&block);
        let ustar = header.as_ustar().ok_or_else(fault)?;
        if checksum(&block) != header.cksum().map_err(|_| fault())? {
            return Err(fault());
        }
        let kind = ustar.typeflag.first().copied().unwrap_or_default();
        Ok(Some((header.clone(), kind)))
    }

    /// `path` and `size`, each at most once, and nothing else: what a reader and another could
    /// understand differently is refused.
    fn read_pax(&mut self, size: u64) -> Result<Pax, ArchiveError> {
        if size > PAX_LIMIT {
            return Err(ArchiveError::Limit {
                limit: ArchiveLimit::List,
            });
        }
        let mut records = vec![0; size as usize];
        self.read_all(&mut records)?;
        self.read_padding(size)?;
        let text = String::from_utf8(records).ok();
        text.as_deref()
            .and_then(parse_pax)
            .ok_or_else(|| ArchiveError::malformed("", PackageFault::Pax))
    }
}

/// One regular file's headers.
pub(super) struct Head {
    pub(super) path: String,
    pub(super) size: u64,
}

#[derive(Default)]
struct Pax {
    path: Option<String>,
    size: Option<u64>,
}

fn parse_pax(mut text: &str) -> Option<Pax> {
    let mut pax = Pax::default();
    while !text.is_empty() {
        let (len, _) = text.split_once(' ')?;
        let whole = text.get(..decimal(len)? as usize)?;
        let (key, value) = whole
            .get(len.len() + 1..)?
            .strip_suffix('\n')?
            .split_once('=')?;
        let doubled = match key {
            "path" => pax.path.replace(value.to_owned()).is_some(),
            "size" => pax.size.replace(decimal(value)?).is_some(),
            _ => return None,
        };
        if doubled {
            return None;
        }
        text = text.get(whole.len()..)?;
    }
    Some(pax)
}

/// A number without sign or leading zero.
fn decimal(digits: &str) -> Option<u64> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    let leading = digits.len() > 1 && digits.starts_with('0');
    (plain && !leading).then(|| digits.parse().ok()).flatten()
}

fn size_of(header: &tar::Header) -> Result<u64, ArchiveError> {
    header
        .entry_size()
        .map_err(|_| ArchiveError::malformed("", PackageFault::Header))
}

/// The sum of a header's bytes, its own field taken as blanks.
fn checksum(block: &[u8]) -> u32 {
    let field = 148..156;
    block
        .iter()
        .enumerate()
        .map(|(at, byte)| {
            if field.contains(&at) {
                u32::from(b' ')
            } else {
                u32::from(*byte)
            }
        })
        .sum()
}

fn zeros(bytes: &[u8]) -> Result<(), ArchiveError> {
    if bytes.iter().all(|byte| *byte == 0) {
        Ok(())
    } else {
        Err(ArchiveError::malformed("", PackageFault::Stray))
    }
}
