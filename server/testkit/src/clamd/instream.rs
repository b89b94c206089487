//! clamd's side of `INSTREAM`, byte by byte. The tests of the gateway have it, too, for stand-ins that do something else.

use portal_gateways::eicar;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};

/// What arrived: the lengths of the pieces, and the file.
#[derive(Clone, Debug, Default)]
pub struct Arrived {
    /// How long each piece was.
    pub pieces: Vec<usize>,
    /// All of them.
    pub file: Vec<u8>,
}

/// Reads a file by the protocol, and nothing but the protocol. `None` if it is more than `most`.
pub async fn file(stream: &mut (impl AsyncRead + Unpin), most: usize) -> Option<Arrived> {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut arrived = Arrived::default();
    loop {
        let length = usize::try_from(stream.read_u32().await.unwrap()).unwrap();
        if length == 0 {
            return Some(arrived);
        }
        if arrived.file.len() + length > most {
            return None;
        }
        arrived.pieces.push(length);
        for _ in 0..length {
            arrived.file.push(stream.read_u8().await.unwrap());
        }
    }
}

/// Looks for EICAR in a file, and answers a byte at a time.
pub async fn judge(stream: &mut (impl AsyncWrite + Unpin), file: &[u8]) {
    let sought = eicar().into_bytes();
    let found = file.windows(sought.len()).any(|window| window == sought);
    let answer: &[u8] = if found { b"stream: Win.Test.EICAR_HDB-1 FOUND\0" } else { b"stream: OK\0" };
    for byte in answer {
        stream.write_all(&[*byte]).await.unwrap();
        stream.flush().await.unwrap();
        tokio::task::yield_now().await;
    }
}
