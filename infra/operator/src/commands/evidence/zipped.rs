//! The archive as a ZIP file: the same files give the same bytes.

use std::io::{Cursor, Read, Write};

use workflows::case_evidence::{Difference, DifferenceKind, Files};
use zip::result::{ZipError, ZipResult};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// What was in a file, and which of its entries could not be read.
pub struct Unpacked {
    pub files: Files,
    pub broken: Vec<Difference>,
}

/// In the order of their names, stored as they are and without a time: another packer's ideas of how to compress, or of what
/// the time is, would make other bytes of the same evidence.
pub fn pack(files: &Files) -> ZipResult<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(name.as_str(), options)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// Reads every entry. One whose own checksum is wrong is broken, and so is a name that stands there twice.
///
/// # Errors
/// When it is no ZIP file.
pub fn unpack(bytes: &[u8]) -> ZipResult<Unpacked> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let (mut files, mut broken) = (Files::new(), Vec::new());
    for index in 0..archive.len() {
        let mut entry = archive.by_index_raw(index)?;
        let name = entry.name()?.into_owned();
        let mut bytes = Vec::new();
        let read = entry.read_to_end(&mut bytes).map_err(ZipError::from);
        let stored = entry.compression() == CompressionMethod::Stored;
        let twice = files.insert(name.clone(), bytes).is_some();
        if read.is_err() || !stored || twice {
            broken.push(Difference { file: name, what: DifferenceKind::Changed });
        }
    }
    Ok(Unpacked { files, broken })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let pairs = [("case.json", "{}\n"), ("letters/01-reminder-2026-11-23.pdf", "%PDF-1.7 the letter")];
        pairs.into_iter().map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).collect()
    }

    #[test]
    fn the_same_files_give_the_same_bytes_and_come_back_as_they_were() {
        let packed = pack(&files()).unwrap();
        assert_eq!(packed, pack(&files()).unwrap());
        let unpacked = unpack(&packed).unwrap();
        assert_eq!((unpacked.files, unpacked.broken), (files(), vec![]));
    }

    #[test]
    fn a_file_with_a_changed_byte_is_read_as_it_stands() {
        let mut packed = pack(&files()).unwrap();
        let at = packed.windows(3).position(|window| window == b"the").unwrap();
        packed[at] = b'T';
        let unpacked = unpack(&packed).unwrap();
        assert_eq!(unpacked.files["letters/01-reminder-2026-11-23.pdf"], b"%PDF-1.7 The letter");
    }

    #[test]
    fn what_is_no_archive_says_so() {
        assert!(unpack(b"%PDF-1.7").is_err());
        let packed = pack(&files()).unwrap();
        assert!(unpack(&packed[..packed.len() / 2]).is_err());
    }
}
