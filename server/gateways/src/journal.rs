//! A file of lines that is only ever appended to.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file of lines that is only ever appended to. It may be moved away at any time: the next line begins a new one.
#[derive(Clone, Debug)]
pub struct Journal(PathBuf);

impl Journal {
    /// Opens it once, so that a path that cannot be written is noticed at the start.
    pub fn open(path: &Path) -> std::io::Result<Self> {
        let journal = Self(path.to_owned());
        journal.file()?;
        Ok(journal)
    }

    fn file(&self) -> std::io::Result<File> {
        OpenOptions::new().create(true).append(true).read(true).open(&self.0)
    }

    /// Appends a line, and returns when it is on the disk.
    pub async fn append(&self, line: &str) -> std::io::Result<()> {
        let (journal, mut line) = (self.clone(), format!("{line}\n"));
        let written = tokio::task::spawn_blocking(move || {
            let mut file = journal.file()?;
            // A line that was cut off by a full disk or a dying machine stays by itself.
            if file.metadata()?.len() > 0 {
                let mut last = [0];
                file.seek(SeekFrom::End(-1))?;
                file.read_exact(&mut last)?;
                if last != *b"\n" {
                    line.insert(0, '\n');
                }
            }
            // In one piece: another node may be appending too.
            file.write_all(line.as_bytes())?;
            file.sync_data()
        });
        written.await.map_err(std::io::Error::other)?
    }
}

#[cfg(test)]
mod tests {
    use super::Journal;

    #[tokio::test]
    async fn lines_are_appended_and_never_joined() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("lines");
        assert!(Journal::open(&folder.path().join("no/such/folder")).is_err());
        let journal = Journal::open(&path).unwrap();
        journal.append("one").await.unwrap();
        std::fs::write(&path, "one\ntw").unwrap();
        journal.append("three").await.unwrap();
        Journal::open(&path).unwrap().append("four").await.unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one\ntw\nthree\nfour\n");
        std::fs::remove_file(&path).unwrap();
        journal.append("five").await.unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "five\n");
    }
}
