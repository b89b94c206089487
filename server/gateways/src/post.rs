//! Mail and text messages: the carriers outside, each behind one trait.
//!
//! A carrier takes a parcel over or says why not, in a word of ours: what a server answered could quote the letter, so
//! it is not passed on.

use portal_types::enrollment::Channel;
use std::fmt::Debug;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// A carrier has this long to take a parcel over.
const PATIENCE: Duration = Duration::from_secs(20);

/// A letter, written and addressed. Has no `Debug`: it may hold a code.
#[derive(Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The same at every try, so that a carrier can tell a repetition.
    pub id: Uuid,
    /// To whom: an address, or ten digits.
    pub to: String,
    /// The subject, for mail.
    pub subject: String,
    /// The text.
    pub text: String,
}

/// Why a parcel was not taken over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snag {
    /// It may work another time.
    Later(&'static str),
    /// It will never work.
    Never(&'static str),
}

/// Somebody who carries parcels of one channel.
#[async_trait::async_trait]
pub trait Carrier: Debug + Send + Sync {
    /// Takes a parcel over.
    async fn carry(&self, parcel: &Parcel) -> Result<(), Snag>;
}

/// The carriers there are. Without one, letters of its channel wait.
#[derive(Clone, Debug, Default)]
pub struct Post {
    /// For e-mail.
    pub mail: Option<Arc<dyn Carrier>>,
    /// For text messages.
    pub text: Option<Arc<dyn Carrier>>,
}

impl Post {
    /// Whether nothing is carried at all.
    pub fn is_closed(&self) -> bool {
        self.mail.is_none() && self.text.is_none()
    }

    /// The carrier of a channel.
    pub fn carrier(&self, channel: Channel) -> Option<&Arc<dyn Carrier>> {
        match channel {
            Channel::Email => self.mail.as_ref(),
            Channel::Text => self.text.as_ref(),
        }
    }
}

/// Keeps parcels instead of carrying them, for tests.
#[derive(Default)]
pub struct Shelf {
    parcels: Mutex<Vec<Parcel>>,
    snags: Mutex<Vec<Snag>>,
}

impl Debug for Shelf {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shelf(..)")
    }
}

impl Shelf {
    /// What was taken over so far.
    pub fn parcels(&self) -> Vec<Parcel> {
        self.parcels.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The next tries go wrong like this, the last one first.
    pub fn fails(&self, snags: &[Snag]) {
        self.snags.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(snags);
    }
}

#[async_trait::async_trait]
impl Carrier for Shelf {
    async fn carry(&self, parcel: &Parcel) -> Result<(), Snag> {
        if let Some(snag) = self.snags.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Err(snag);
        }
        self.parcels.lock().unwrap_or_else(PoisonError::into_inner).push(parcel.clone());
        Ok(())
    }
}

/// A carrier that cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum PostError {
    /// The mail server's address.
    #[error("the mail server's address cannot be used: {0}")]
    Server(#[from] lettre::transport::smtp::Error),
    /// The sender's address.
    #[error("the sender's address cannot be used: {0}")]
    Sender(#[from] lettre::address::AddressError),
    /// The program that speaks HTTP.
    #[error("text messages cannot be sent: {0}")]
    Http(#[from] reqwest::Error),
    /// The one that encrypts it.
    #[error("text messages cannot be sent: {0}")]
    Tls(#[from] rustls::Error),
}

/// Mail by SMTP.
pub struct Smtp {
    server: lettre::AsyncSmtpTransport<lettre::Tokio1Executor>,
    from: lettre::message::Mailbox,
    host: String,
}

impl Debug for Smtp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Smtp(..)")
    }
}

impl Smtp {
    /// `url` as `smtps://user:password@host:465`, or `smtp://host:587?tls=required`; `from` as `Name <address>`;
    /// `host` is the name that Message-IDs end in.
    pub fn new(url: &str, from: &str, host: &str) -> Result<Self, PostError> {
        let server =
            lettre::AsyncSmtpTransport::<lettre::Tokio1Executor>::from_url(url)?.timeout(Some(PATIENCE)).build();
        Ok(Self { server, from: from.parse()?, host: host.to_owned() })
    }
}

#[async_trait::async_trait]
impl Carrier for Smtp {
    async fn carry(&self, parcel: &Parcel) -> Result<(), Snag> {
        use lettre::AsyncTransport as _;
        use lettre::message::header::{ContentType, HeaderName, HeaderValue};
        let to = parcel.to.parse().map_err(|_| Snag::Never("address"))?;
        // Nobody's holiday answer shall come back (RFC 3834).
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        let message = lettre::Message::builder()
            .from(self.from.clone())
            .to(lettre::message::Mailbox::new(None, to))
            .subject(&parcel.subject)
            .message_id(Some(format!("<{}@{}>", parcel.id, self.host)))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(parcel.text.clone())
            .map_err(|_| Snag::Never("form"))?;
        match tokio::time::timeout(PATIENCE, self.server.send(message)).await {
            Ok(Ok(_)) => Ok(()),
            Ok(Err(error)) if error.is_permanent() => Err(Snag::Never("refused")),
            Ok(Err(error)) if error.is_transient() => Err(Snag::Later("busy")),
            Ok(Err(_)) => Err(Snag::Later("unreachable")),
            Err(_) => Err(Snag::Later("slow")),
        }
    }
}

/// Text messages by a gateway that takes an HTTP form: `To`, `From` and `Body`, with a name and password.
pub struct TextGateway {
    http: reqwest::Client,
    url: String,
    from: String,
    sign_in: Option<(String, String)>,
}

impl Debug for TextGateway {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TextGateway(..)")
    }
}

impl TextGateway {
    /// `from` is the number or name that people see.
    pub fn new(url: &str, from: &str, sign_in: Option<(String, String)>) -> Result<Self, PostError> {
        // No redirects: a form with a code goes where the operator said, or nowhere.
        let http = reqwest::Client::builder()
            .tls_backend_preconfigured(tls()?)
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()?;
        Ok(Self { http, url: url.to_owned(), from: from.to_owned(), sign_in })
    }
}

/// The one cryptography of this program (the database's connections use it too), with the certificates it ships.
fn tls() -> Result<rustls::ClientConfig, rustls::Error> {
    let roots: rustls::RootCertStore = webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}

#[async_trait::async_trait]
impl Carrier for TextGateway {
    async fn carry(&self, parcel: &Parcel) -> Result<(), Snag> {
        let to = format!("+1{}", parcel.to);
        let form = [("To", to.as_str()), ("From", &self.from), ("Body", &parcel.text)];
        let mut request = self.http.post(&self.url).header("Idempotency-Key", parcel.id.to_string()).form(&form);
        if let Some((name, password)) = &self.sign_in {
            request = request.basic_auth(name, Some(password));
        }
        match request.send().await {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) if matches!(answer.status().as_u16(), 408 | 409 | 425 | 429) => Err(Snag::Later("busy")),
            Ok(answer) if answer.status().is_client_error() => Err(Snag::Never("refused")),
            Ok(_) => Err(Snag::Later("broken")),
            Err(error) if error.is_timeout() => Err(Snag::Later("slow")),
            Err(_) => Err(Snag::Later("unreachable")),
        }
    }
}
