//! Somebody on a form who has no account yet: how she is told, and how she comes to one.

use crate::applicant::{Applicant, PASSWORD};
use crate::clinic::{Clinic, Record};
use crate::people::{Patient, Staff};
use portal_care::representatives::joining::{self, Instructions};
use portal_care::{Action, CareError};
use portal_types::account::Lang;
use portal_types::enrollment::Progress;
use portal_types::ids::{PatientId, RepresentativeId};
use portal_types::notice::Letter;
use portal_types::registry::{Made, Way};

impl Staff {
    /// Sends somebody on a form instructions with a code, or prints them.
    pub async fn instructs(
        &self,
        representative: RepresentativeId,
        way: Way,
        to: Option<&str>,
    ) -> Result<Made, CareError> {
        self.world.tick();
        let instructions = Instructions { way, to: to.map(str::to_owned), lang: Lang::En };
        self.world
            .portal
            .write(&self.visitor(), Action::InvitePatient, async |call| {
                joining::instructions(call, representative, instructions).await
            })
            .await
    }
}

impl Applicant {
    /// From a proven contact to the account: username, security question, terms.
    pub async fn finishes(&mut self, username: &str) -> Result<Progress, CareError> {
        self.credentials(username, PASSWORD).await?;
        self.question("toy", "A blue elephant").await?;
        self.agrees().await
    }
}

impl Clinic {
    /// Somebody who enrolls gives an e-mail address of her own, and enters the code that goes to it.
    pub async fn reaches_by(&self, applicant: &mut Applicant, email: &str) -> Result<Progress, CareError> {
        applicant.contact(email).await?;
        let code = self.code_to(email).await.expect("a code to her own contact");
        applicant.contact_code(&code).await
    }

    /// Somebody whom a form names like a record that is not in the chart, and with its e-mail address, enrolls without a
    /// code from the office; she stands at the chart of a patient then, and her letters are read.
    pub async fn joins(&self, record: &Record, at: PatientId) -> Patient {
        let mut applicant = self.reaches_credentials(record).await;
        let username = format!("joined.{}", record.email().replace('@', "."));
        applicant.finishes(&username).await.expect("an account");
        let own = format!("own.{}", record.email());
        let welcome = self.letters_to(&own).await;
        assert!(welcome.iter().any(|m| m.letter == Letter::Enrolled), "she is told of her account");
        Patient::new(self.world().clone(), applicant.visitor(), at, record.clone(), username, own)
    }

    /// Who has just enrolled, with the browser that she did it in.
    pub fn signed_in(&self, applicant: &Applicant, id: PatientId, username: &str, contact: &str) -> Patient {
        let record = self.record(username);
        Patient::new(self.world().clone(), applicant.visitor(), id, record, username.to_owned(), contact.to_owned())
    }
}
