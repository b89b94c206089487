//! Somebody who enrolls.

use crate::clinic::Record;
use crate::people::World;
use portal_care::enrollment::{self, Stepped};
use portal_care::{CareError, Visitor};
use portal_types::agreement::AgreementKind;
use portal_types::enrollment::Progress;
use portal_types::registry::RequestState;

/// The password of everybody in a test.
pub const PASSWORD: &str = "purple kettle over the bridge";

/// Somebody at a browser who enrolls; keeps her cookies like a browser does.
pub struct Applicant {
    world: World,
    visitor: Visitor,
}

impl Applicant {
    pub(crate) fn new(world: World, visitor: Visitor) -> Self {
        Self { world, visitor }
    }

    /// Her browser.
    pub fn visitor(&self) -> Visitor {
        self.visitor.clone()
    }

    /// Her browser, to change its language or cookies.
    pub fn visitor_mut(&mut self) -> &mut Visitor {
        &mut self.visitor
    }

    /// A second tab of the same browser.
    pub fn second_tab(&self) -> Self {
        Self { world: self.world.clone(), visitor: self.visitor.clone() }
    }

    fn keep(&mut self, stepped: Stepped) -> Progress {
        if stepped.token.is_some() {
            self.visitor.enrollment = stepped.token;
        }
        if stepped.forget {
            self.visitor.enrollment = None;
        }
        if let Some(opened) = stepped.opened {
            self.visitor.session = Some(opened.token);
        }
        stepped.progress
    }

    /// Which step is open.
    pub async fn progress(&self) -> Result<Progress, CareError> {
        enrollment::progress(&self.world.portal, &self.visitor).await
    }

    /// "Myself", and an ISO birth date.
    pub async fn starts(&mut self, born: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let mut parts = born.split('-');
        let mut part = || parts.next().unwrap_or_default();
        let (year, month, day) = (part(), part(), part());
        let stepped = enrollment::start(&self.world.portal, &self.visitor, "self", [month, day, year]).await?;
        Ok(self.keep(stepped))
    }

    /// An activation code and an ISO birth date.
    pub async fn activates(&mut self, code: &str, born: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let mut parts = born.split('-');
        let mut part = || parts.next().unwrap_or_default();
        let (year, month, day) = (part(), part(), part());
        let stepped = enrollment::activate(&self.world.portal, &self.visitor, code, [month, day, year]).await?;
        Ok(self.keep(stepped))
    }

    /// How far a request is.
    pub async fn request_state(&self, number: &str) -> Result<RequestState, CareError> {
        enrollment::request_state(&self.world.portal, &self.visitor, number).await
    }

    /// The details of a record, typed rightly.
    pub async fn details(&mut self, record: &Record) -> Result<Progress, CareError> {
        self.world.tick();
        let fields = [record.given.as_str(), &record.family, record.sex, &record.zip, "", ""];
        let stepped = enrollment::details(&self.world.portal, &self.visitor, fields).await?;
        Ok(self.keep(stepped))
    }

    /// The code sent to the record's contact.
    pub async fn code(&mut self, code: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::code(&self.world.portal, &self.visitor, code).await?;
        Ok(self.keep(stepped))
    }

    /// Another code.
    pub async fn resend(&mut self) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::resend(&self.world.portal, &self.visitor).await?;
        Ok(self.keep(stepped))
    }

    /// "I did not get a code", and an e-mail address.
    pub async fn no_code(&mut self, email: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::no_code(&self.world.portal, &self.visitor, ["email", email, ""]).await?;
        Ok(self.keep(stepped))
    }

    /// An e-mail address of her own.
    pub async fn contact(&mut self, email: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::contact(&self.world.portal, &self.visitor, ["email", email, ""]).await?;
        Ok(self.keep(stepped))
    }

    /// The code sent to it.
    pub async fn contact_code(&mut self, code: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::contact_code(&self.world.portal, &self.visitor, code).await?;
        Ok(self.keep(stepped))
    }

    /// Username and password.
    pub async fn credentials(&mut self, username: &str, password: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::credentials(&self.world.portal, &self.visitor, username, password).await?;
        Ok(self.keep(stepped))
    }

    /// The security question and its answer.
    pub async fn question(&mut self, question: &str, answer: &str) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::question(&self.world.portal, &self.visitor, question, answer).await?;
        Ok(self.keep(stepped))
    }

    /// Agrees to a version of the terms.
    pub async fn terms(&mut self, version: &str, agrees: bool) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::terms(&self.world.portal, &self.visitor, version, agrees).await?;
        Ok(self.keep(stepped))
    }

    /// Agrees to the terms in force.
    pub async fn agrees(&mut self) -> Result<Progress, CareError> {
        let (portal, lang) = (&self.world.portal, self.visitor.lang);
        let terms = portal_care::agreements::in_force(portal, AgreementKind::Terms, lang).await?;
        self.terms(&terms.version, true).await
    }

    /// One step back.
    pub async fn back(&mut self) -> Result<Progress, CareError> {
        self.world.tick();
        let stepped = enrollment::back(&self.world.portal, &self.visitor).await?;
        Ok(self.keep(stepped))
    }
}
