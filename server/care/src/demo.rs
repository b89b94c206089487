//! What only the demo shows.

use crate::accounts::{Proven, open_session, sign_out};
use crate::representatives::joining;
use crate::representatives::life::{By, Event, Grant};
use crate::representatives::moves::{category, held, note, steps};
use crate::{Call, CareError, Glance, Portal, Visitor};
use portal_access::{Action, Actor, Registry};
use portal_store::audit::Entry;
use portal_store::forms::{self, Papers, Signature, Signer};
use portal_store::representatives::{self, New};
use portal_store::{accounts, grants, outbox, people};
use portal_types::account::Lang;
use portal_types::day::Day;
use portal_types::enrollment::Channel;
use portal_types::field;
use portal_types::grant_form::{Identity, WaySigned};
use portal_types::ids::{AccountId, FormId, GrantId, PatientId, PracticeId, RepresentativeId};
use portal_types::notice::DemoMail;
use portal_types::representative::{Basis, Happened, Reason};
use std::net::{IpAddr, Ipv4Addr};

/// Most notices on the demo's page.
const MOST: u64 = 30;

/// The newest notices that would have been sent. Outside the demo this does not exist.
pub async fn outbox(call: &mut Glance) -> Result<Vec<DemoMail>, CareError> {
    if !call.portal().clinic().demo {
        return Err(CareError::NotFound);
    }
    let notices = outbox::newest(call.db(), MOST).await?;
    Ok(notices
        .into_iter()
        .map(|(notice, at)| DemoMail {
            to: notice.to,
            channel: notice.channel,
            lang: notice.lang,
            letter: notice.letter,
            at: call.portal().moment(at),
        })
        .collect())
}

/// Somebody of the demo who is enrolled from the start. Has no `Debug`.
pub struct ReadyAccount {
    /// Username.
    pub username: String,
    /// Password.
    pub password: String,
    /// A contact, as if proven.
    pub contact: (Channel, String),
    /// Language.
    pub lang: Lang,
}

/// What is stored of such an account.
async fn new_account(
    portal: &Portal,
    call: &Call,
    ready: ReadyAccount,
    (password_hash, display_name): (String, String),
) -> Result<accounts::NewAccount, CareError> {
    Ok(accounts::NewAccount {
        account: AccountId(call.id()),
        username_key: field::username_key(&ready.username),
        username: ready.username,
        password_hash,
        lang: ready.lang,
        display_name,
        question: None,
        agreed: crate::agreements::all(portal, call.tx(), call.now()).await?,
        contact: ready.contact,
    })
}

/// Makes such an account for the record of a number. Outside the demo this does not exist: there, an account needs a proven
/// identity.
pub async fn ready_account(portal: &Portal, mrn: &str, ready: ReadyAccount) -> Result<PatientId, CareError> {
    if !portal.clinic().demo {
        return Err(CareError::NotFound);
    }
    let outside = portal.outside();
    let password_hash = outside.passwords.hash(&ready.password, outside.chance.bytes()).await?;
    portal
        .write_as(Actor::operator(), None, Action::InviteStaff, portal.now(), async |call| {
            let (patient, name) = people::by_mrn(call.tx(), mrn).await?.ok_or(CareError::NotFound)?;
            let new = new_account(portal, call, ready, (password_hash, name)).await?;
            let account = new.account;
            accounts::create_patient(call.tx(), new, patient, call.now()).await?;
            call.on(account);
            joining::attach(call, account, None).await?;
            Ok(patient)
        })
        .await
}

/// Somebody of the demo whom signed forms name from the start. Has no `Debug`.
pub struct ReadyPerson {
    /// Given name.
    pub given: String,
    /// Family name.
    pub family: String,
    /// Birth date.
    pub born: Day,
    /// The e-mail address on the form.
    pub email: String,
    /// The number of her own record, if she has one.
    pub mrn: Option<String>,
}

/// For whom such a form is, and on what ground. Has no `Debug`.
pub struct ReadyGrant {
    /// The number of the patient's record.
    pub mrn: String,
    /// The practice that keeps the form.
    pub practice: PracticeId,
    /// On what ground. A consent gives all that an adult may give.
    pub basis: Basis,
    /// Whether the patient has signed, too.
    pub signed: bool,
}

/// Somebody of the demo's staff at her desk, by her username: without a code of her authenticator, for each opens the door
/// once, and the first is whoever's who tries the demo. Outside the demo this does not exist.
pub async fn at_a_desk(portal: &Portal, username: &str) -> Result<Visitor, CareError> {
    if !portal.clinic().demo {
        return Err(CareError::NotFound);
    }
    let mut visitor = Visitor::new(IpAddr::V4(Ipv4Addr::LOCALHOST), Lang::En);
    let token = portal
        .write_as(Actor::operator(), None, Action::StaffSignIn, portal.now(), async |call| {
            let key = field::username_key(username);
            let of = accounts::by_username(call.tx(), &key).await?.ok_or(CareError::NotFound)?;
            call.on(of.account);
            open_session(call, &visitor, of.account, Proven::Now).await
        })
        .await?;
    visitor.session = Some(token);
    Ok(visitor)
}

/// Makes such grants and puts them in force, by forms that somebody of the demo's front desk (`desk`: her username) has
/// taken. Outside the demo this does not exist.
pub async fn ready_grants(
    portal: &Portal,
    desk: &str,
    person: ReadyPerson,
    of: Vec<ReadyGrant>,
) -> Result<RepresentativeId, CareError> {
    let visitor = at_a_desk(portal, desk).await?;
    let made = portal
        .write(&visitor, Action::SignForm, async |call| {
            let (key, by) = (call.actor().registry()?, call.actor().own()?.account());
            let record = match &person.mrn {
                Some(mrn) => Some(people::by_mrn(call.tx(), mrn).await?.ok_or(CareError::NotFound)?),
                None => None,
            };
            let name = format!("{} {}", person.given, person.family);
            let new = New {
                id: RepresentativeId(call.id()),
                given: person.given,
                family: person.family,
                born: person.born,
                channel: Channel::Email,
                contact: person.email,
                lang: Lang::En,
                patient: record.map(|(patient, _)| patient),
                account: None,
                made_by: Some(by),
            };
            let representative = representatives::make_or_find(call.tx(), new, call.now()).await?;
            let mut forms: Vec<(PracticeId, FormId)> = Vec::new();
            for granted in of {
                let begun = forms.iter().find(|(practice, _)| *practice == granted.practice).map(|(_, form)| *form);
                let form = match begun {
                    Some(form) => form,
                    None => {
                        let form = ready_form(call, &key, granted.practice, (representative, &name)).await?;
                        forms.push((granted.practice, form));
                        form
                    }
                };
                ready_grant(call, form, representative, granted).await?;
            }
            Ok(representative)
        })
        .await?;
    sign_out(portal, &visitor).await?;
    Ok(made)
}

/// The form on which the grants of a practice stand: signed on paper by who is to act, and whose passport was seen.
async fn ready_form(
    call: &mut Call,
    key: &Registry,
    practice: PracticeId,
    (representative, name): (RepresentativeId, &str),
) -> Result<FormId, CareError> {
    let (id, by) = (FormId(call.id()), call.actor().own()?.account());
    let new = forms::New { id, practice, origin: forms::Origin::Desk, state: "{}".into(), made_by: by };
    forms::open(call.tx(), new, call.now()).await?;
    let begun = forms::find(call.tx(), key, id).await?.ok_or(CareError::NotFound)?;
    let papers = Papers { representative, identity: Some((Identity::Passport, by)), filed: Some("Binder 1".into()) };
    forms::sign(call.tx(), &begun, papers, call.now()).await?;
    sign(call, id, Signer::Representative, name).await?;
    call.on(id);
    Ok(id)
}

/// A signature of today, on paper.
async fn sign(call: &Call, form: FormId, who: Signer, name: &str) -> Result<(), CareError> {
    let signature = Signature {
        id: call.id(),
        form: Some(form),
        who,
        way: WaySigned::Paper,
        name: name.to_owned(),
        signed_on: call.portal().date(call.now()),
        strokes: None,
        taken_by: Some(call.actor().own()?.account()),
    };
    Ok(forms::sign_with(call.tx(), signature, call.now()).await?)
}

async fn ready_grant(
    call: &mut Call,
    form: FormId,
    representative: RepresentativeId,
    of: ReadyGrant,
) -> Result<(), CareError> {
    let (portal, basis) = (call.portal().clone(), of.basis);
    let today = portal.date(call.now());
    let (patient, name) = people::by_mrn(call.tx(), &of.mrn).await?.ok_or(CareError::NotFound)?;
    let id = GrantId(call.id());
    let new = grants::New { id, patient, representative, form: Some(form), practice: of.practice, basis };
    grants::propose(call.tx(), new, call.now()).await?;
    let row = held(call, id).await?;
    let begun = Grant::proposed(basis);
    note(call, &row, (Happened::Proposed, None, 0), (By::Staff, Reason::FormSigned, ""), [begun, begun]).await?;
    if of.signed {
        sign(call, form, Signer::Patient(id), &name).await?;
    }
    let mut events = vec![Event::SignAsRepresentative { on: today }];
    events.extend(of.signed.then_some(Event::SignAsPatient { on: today }));
    events.extend((basis == Basis::Consent).then(|| Event::SetRights(portal.rules().matrix.adults_to_give())));
    events.push(Event::Activate);
    steps(call, &row, &events, By::Staff, Reason::FormSigned, "").await?;
    call.also(Entry {
        patient: Some(patient),
        category: Some(category()),
        object: Some(id.0),
        ..Entry::of(Action::ActivateGrant, "ok")
    });
    Ok(())
}

/// Makes the account of somebody whom such forms name and who has no record here. Nobody is told: it is as it has been for
/// long. Outside the demo this does not exist.
pub async fn ready_representative(
    portal: &Portal,
    representative: RepresentativeId,
    ready: ReadyAccount,
) -> Result<(), CareError> {
    if !portal.clinic().demo {
        return Err(CareError::NotFound);
    }
    let outside = portal.outside();
    let password_hash = outside.passwords.hash(&ready.password, outside.chance.bytes()).await?;
    portal
        .write_as(Actor::operator(), None, Action::AttachRepresentative, portal.now(), async |call| {
            let name = representatives::name_of_proven(call.tx(), representative).await?.ok_or(CareError::NotFound)?;
            let new = new_account(portal, call, ready, (password_hash, name)).await?;
            let account = new.account;
            accounts::create_representative(call.tx(), new, call.now()).await?;
            call.on(account);
            representatives::link(call.tx(), representative, account, call.now()).await?.ok_or(CareError::Conflict)?;
            Ok(())
        })
        .await
}

/// A password for the demo: 80 random bits in groups that can be read out.
pub fn password(portal: &Portal) -> String {
    let letters = data_encoding::BASE32_NOPAD.encode(&portal.outside().chance.bytes::<10>()).to_lowercase();
    let groups: Vec<&str> = letters.as_bytes().chunks(4).filter_map(|c| std::str::from_utf8(c).ok()).collect();
    groups.join("-")
}
