//! The audit trail's heads, signed and put where the database's owner cannot change them.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use portal_care::audit::verify;
use portal_gateways::Journal;
use portal_testkit::{both_databases, minutes};
use portal_worker::checkpoints::round;
use std::io::BufRead as _;

both_databases! {
    async fn r_11_4_checkpoints_go_into_the_file_too(clinic) {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("checkpoints");
        let journal = Journal::open(&path).unwrap();
        let ada = clinic.patient("Ada").await;
        assert!(round(clinic.portal(), Some(&journal)).await.unwrap());
        clinic.later(minutes(2));
        assert!(!round(clinic.portal(), Some(&journal)).await.unwrap(), "nothing new");
        ada.signs_in().await.unwrap();
        clinic.later(minutes(2));
        assert!(round(clinic.portal(), Some(&journal)).await.unwrap());
        let lines: Vec<String> = std::fs::read_to_string(&path).unwrap().lines().map(Into::into).collect();
        assert_eq!(lines, clinic.column::<String>("select line from audit_checkpoints order by no").await);
        let file = std::io::BufReader::new(std::fs::File::open(&path).unwrap());
        let report = verify(clinic.portal(), Some(file.lines())).await.unwrap();
        assert!(report.is_good(), "{report:?}");
        assert_eq!((report.checkpoints, report.lines), (2, 2));
    }

    /// A file that cannot be written is no reason not to sign.
    async fn r_11_4_without_the_file_the_database_has_them(clinic) {
        let folder = tempfile::TempDir::new().unwrap();
        let journal = Journal::open(&folder.path().join("checkpoints")).unwrap();
        drop(folder);
        clinic.patient("Ada").await;
        assert!(round(clinic.portal(), Some(&journal)).await.unwrap());
        assert_eq!(clinic.count("audit_checkpoints").await, 1);
    }
}
