//! What is kept of files that people send, by the collection of the testkit.

use portal_care::files::{clean_name, judge};
use portal_gateways::{Scanner, ToldScanner, Verdict};
use portal_testkit::corpus::{HIDDEN, uploads};
use std::sync::Arc;

fn contains(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|window| window == word)
}

#[test]
fn every_file_of_the_collection_is_judged_as_it_should_be() {
    let all = uploads();
    assert!(all.len() >= 60);
    for upload in all {
        let about = upload.about;
        let kept = judge(upload.bytes);
        assert_eq!(kept.as_ref().map(|kept| kept.kind).map_err(|refusal| *refusal), upload.judged, "{about}");
        let Ok(kept) = kept else { continue };
        assert_eq!(clean_name(&upload.name, kept.kind), upload.called, "{about}");
        assert_eq!(clean_name(&upload.called, kept.kind), upload.called, "{about}: a clean name stays");
        if kept.kind.is_picture() {
            assert!(!contains(&kept.bytes, HIDDEN.as_bytes()), "{about}: something hidden got on");
            assert!(!contains(&kept.bytes, b"PK\x03\x04"), "{about}: an archive got on");
        }
        // What is kept is what it is said to be, also to whoever reads it next.
        assert_eq!(judge(kept.bytes).map(|again| again.kind), Ok(kept.kind), "{about}");
    }
}

#[test]
fn the_scanner_finds_what_is_harmful_in_what_is_kept() {
    let scanner = Scanner::Told(Arc::new(ToldScanner::default()));
    portal_testkit::run(async {
        for upload in uploads() {
            let Ok(kept) = judge(upload.bytes) else { continue };
            let verdict = scanner.judge(&[kept.bytes]).await;
            assert_eq!(matches!(verdict, Verdict::Infected(_)), upload.infected, "{}", upload.about);
        }
    });
}
