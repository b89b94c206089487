//! The session while it lives: who it is, how long it lasts, the language, and its end.

use crate::representatives::view::{near, nearest};
use crate::{CareError, Portal, Visitor};
use portal_access::{Action, Actor, Kind, Own};
use portal_store::accounts;
use portal_store::sessions::{self, Found};
use portal_types::account::{Boot, ChartCard, GoOn, Lang, Me, SessionClock, Who};
use portal_types::field::age_on;
use portal_types::links;
use portal_types::representative::{Capability, NextView, Right};

/// Whether a call counts as the person doing something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// The person asked for a page.
    Person,
    /// Something in the background did.
    Background,
}

/// The session's row is written at most this often; its life may so seem shorter by as much, never longer.
const SEEN_EVERY_MS: i64 = 30_000;

/// The warning comes this long before the end (R-5.6: at least two minutes).
const WARN_MS: i64 = 2 * 60_000;

fn clock(portal: &Portal, created_at: i64, seen_at: i64, now: i64) -> SessionClock {
    let settings = &portal.outside().settings;
    let seconds = |ms: i64| u32::try_from(ms.max(0) / 1000).unwrap_or(u32::MAX);
    let idle = settings.idle_ms() - (now - seen_at);
    let absolute = settings.absolute_ms() - (now - created_at);
    SessionClock { warn_in: seconds(idle - WARN_MS), idle_in: seconds(idle), absolute_in: seconds(absolute) }
}

fn who(portal: &Portal, found: Option<&Found>) -> Who {
    match found {
        None => Who::Guest,
        Some(f) if f.locked => Who::Locked { name: f.display_name.clone() },
        Some(f) => match f.role {
            Some(role) => Who::Staff { account: f.account, name: f.display_name.clone(), role },
            None => {
                let needs_factor = portal.wants_factor(f);
                Who::Patient { account: f.account, charts: cards(portal, f), owes: f.owes, needs_factor }
            }
        },
    }
}

/// The charts that a session opens: its own first, then the others by name. What may be seen and done leads through the
/// pages; the keys decide.
pub(crate) fn cards(portal: &Portal, found: &Found) -> Vec<ChartCard> {
    let (rules, today) = (portal.rules(), found.today);
    let matrix = &rules.matrix;
    let mut cards: Vec<ChartCard> = Vec::new();
    for held in portal.held(found) {
        // Of two grants for one chart the first counts, as for the keys.
        if cards.iter().any(|card| card.patient == held.patient) {
            continue;
        }
        let granted = found.grants.iter().find(|granted| Some(granted.grant) == held.grant);
        let (name, given, colour, unread, born) = match granted {
            Some(of) => (&of.name, &of.given, of.colour, of.unread, of.facts.born),
            None => (&found.display_name, &found.given, found.colour, found.unread, found.born),
        };
        let [sees, acts] = [Right::Read, Right::Act].map(|right| matrix.opened(held.standing, right));
        let next = match granted {
            Some(of) => near(&of.facts, rules, today).map(|next| NextView::Oneself { on: next.on, why: next.why }),
            None => nearest(&found.others, rules, today),
        };
        cards.push(ChartCard {
            patient: held.patient,
            name: name.clone(),
            given: given.clone(),
            initials: initials(name),
            colour,
            // That something is new is told to nobody who may not read it.
            unread: if sees.has(Capability::Messages, Right::Read) { unread } else { 0 },
            age: born.map_or(0, |born| age_on(born, today)),
            own: held.standing.is_own(),
            sees,
            acts,
            whole: matrix.opened_whole(held.standing),
            next,
        });
    }
    cards.sort_by(|a, b| (!a.own, &a.name, a.patient).cmp(&(!b.own, &b.name, b.patient)));
    make_distinct(&mut cards);
    cards
}

/// No two people of a frame have one colour, as long as there are enough: a later one whose colour is taken gets the next
/// that is free.
fn make_distinct(cards: &mut [ChartCard]) {
    let mut taken = [false; 8];
    for card in cards {
        let wanted = usize::from(card.colour % 8);
        let free = (wanted..wanted + 8).map(|colour| colour % 8).find(|colour| !taken[*colour]).unwrap_or(wanted);
        taken[free] = true;
        card.colour = free as u8;
    }
}

/// At most two letters: of the first and the last word of a name.
fn initials(name: &str) -> String {
    let mut words = name.split_whitespace().filter_map(|w| w.chars().next());
    let first = words.next();
    let last = words.next_back();
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

async fn alive(portal: &Portal, visitor: &Visitor, now: i64) -> Result<Option<Found>, CareError> {
    portal.session(&portal.outside().db.look(), visitor, now).await
}

/// The session, if it is alive and its person has not locked it.
async fn unlocked(portal: &Portal, visitor: &Visitor, now: i64) -> Result<Found, CareError> {
    let found = alive(portal, visitor, now).await?.ok_or(CareError::SignedOut)?;
    if found.locked { Err(CareError::Locked) } else { Ok(found) }
}

async fn note_seen(portal: &Portal, own: &Own, now: i64) -> Result<(), CareError> {
    let tx = portal.outside().db.begin().await?;
    sessions::seen(&tx, own, now).await?;
    Ok(tx.commit().await?)
}

/// What a page is drawn with.
pub async fn boot(portal: &Portal, visitor: &Visitor, touch: Touch) -> Result<Boot, CareError> {
    let now = portal.now();
    let mut found = alive(portal, visitor, now).await?;
    // Whoever looks at a locked page need not be its person.
    let tells = |f: &&mut Found| touch == Touch::Person && !f.locked && now - f.seen_at > SEEN_EVERY_MS;
    if let Some(f) = found.as_mut().filter(tells) {
        note_seen(portal, &portal.actor(Some(f)).own()?, now).await?;
        f.seen_at = now;
    }
    Ok(Boot {
        lang: visitor.lang,
        clinic: portal.clinic(),
        who: who(portal, found.as_ref()),
        session: found.as_ref().map(|f| clock(portal, f.created_at, f.seen_at, now)),
        today: portal.date(now),
    })
}

/// Who looks at the page.
pub async fn me(portal: &Portal, visitor: &Visitor) -> Result<Me, CareError> {
    let boot = boot(portal, visitor, Touch::Background).await?;
    Ok(Me { who: boot.who, lang: boot.lang, session: boot.session })
}

/// How long the session still lives; asking does not prolong it.
pub async fn session_clock(portal: &Portal, visitor: &Visitor) -> Result<SessionClock, CareError> {
    let now = portal.now();
    let found = unlocked(portal, visitor, now).await?;
    Ok(clock(portal, found.created_at, found.seen_at, now))
}

/// The person is still here: another idle period, within the absolute one.
pub async fn stay(portal: &Portal, visitor: &Visitor) -> Result<SessionClock, CareError> {
    let now = portal.now();
    let found = unlocked(portal, visitor, now).await?;
    note_seen(portal, &portal.actor(Some(&found)).own()?, now).await?;
    Ok(clock(portal, found.created_at, now, now))
}

/// Ends the session. Signing out twice is signing out.
pub async fn sign_out(portal: &Portal, visitor: &Visitor) -> Result<GoOn, CareError> {
    let ended = portal
        .write(visitor, Action::SignOut, async |call| {
            let own = call.actor().own()?;
            sessions::end(call.tx(), &own, call.now()).await?;
            Ok(call.actor().kind() == Kind::Locked)
        })
        .await;
    match ended {
        // Whoever sits at a locked workstation instead works here, too.
        Ok(true) => Ok(GoOn { to: links::STAFF_SIGN_IN.to_owned() }),
        Ok(false) | Err(CareError::SignedOut) => Ok(GoOn { to: format!("{}?ended=signed-out", links::SIGN_IN) }),
        Err(error) => Err(error),
    }
}

/// Chooses the language: the door keeps it in a cookie, the account of somebody signed in keeps it for mails.
pub async fn set_language(portal: &Portal, visitor: &Visitor, lang: Lang) -> Result<(), CareError> {
    let now = portal.now();
    // Whoever chooses at a locked page need not be the account's person.
    if let Some(found) = alive(portal, visitor, now).await?.filter(|found| !found.locked) {
        let actor: Actor = portal.actor(Some(&found));
        let own = actor.own()?;
        portal
            .write_as(actor, Some(found), Action::SetLanguage, now, async |call| {
                call.comes_from(visitor);
                Ok(accounts::set_lang(call.tx(), &own, lang).await?)
            })
            .await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{initials, make_distinct};
    use portal_types::account::ChartCard;
    use portal_types::ids::PatientId;
    use portal_types::representative::Rights;
    use uuid::Uuid;

    #[test]
    fn initials_are_of_the_first_and_the_last_word() {
        assert_eq!(initials("José Ángel Núñez-Ríos"), "JN");
        assert_eq!(initials("Ada"), "A");
        assert_eq!(initials(""), "");
    }

    #[test]
    fn no_two_people_have_one_colour_while_there_are_eight() {
        let of = |colours: &[u8]| {
            let card = |colour: &u8| ChartCard {
                patient: PatientId(Uuid::nil()),
                name: String::new(),
                given: String::new(),
                initials: String::new(),
                colour: *colour,
                unread: 0,
                age: 0,
                own: false,
                sees: Rights::NONE,
                acts: Rights::NONE,
                whole: Rights::NONE,
                next: None,
            };
            let mut cards: Vec<ChartCard> = colours.iter().map(card).collect();
            make_distinct(&mut cards);
            cards.into_iter().map(|card| card.colour).collect::<Vec<_>>()
        };
        assert_eq!(of(&[3, 3, 3]), [3, 4, 5], "the first keeps its own");
        assert_eq!(of(&[7, 7, 0]), [7, 0, 1]);
        assert_eq!(of(&[0, 1, 2, 3, 4, 5, 6, 7, 2]), [0, 1, 2, 3, 4, 5, 6, 7, 2], "a ninth shares one");
    }
}
