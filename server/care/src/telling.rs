//! Telling a patient, and who acts for her, that there is something new in her chart: by mail or text, without a word of it
//! each in her own language.

use crate::{Call, CareError};
use portal_access::{Access, Limit, Standing};
use portal_store::outbox::{self, Notice};
use portal_store::{accounts, grants, messages};
use portal_types::account::Lang;
use portal_types::enrollment::Channel;
use portal_types::ids::{AccountId, PatientId};
use portal_types::notice::Letter;
use portal_types::representative::{Capability, Right};

/// What there is news of.
pub(crate) struct News {
    /// In whose chart.
    pub(crate) patient: PatientId,
    /// In which part of it.
    pub(crate) of: Capability,
    /// Whether it is kept from her representatives: then none of them is told.
    pub(crate) private: bool,
    /// Who has asked for it. She is told where she is given no more than what she has asked for herself, too.
    pub(crate) asker: Option<AccountId>,
    /// What of the kind was new already, and is not read.
    pub(crate) unread: Unread,
}

/// Whether something is unread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unread {
    /// Of all that there is.
    pub(crate) own: bool,
    /// Of what may be shown to who acts for the patient.
    pub(crate) others: bool,
}

impl From<(bool, bool)> for Unread {
    fn from((own, others): (bool, bool)) -> Self {
        Self { own, others }
    }
}

/// So long nobody is told once more that there is something new, while she has not read what there is.
const QUIET_MS: i64 = 10 * 60_000;

/// Writes to a contact about a chart.
async fn tell(
    call: &Call,
    patient: PatientId,
    (channel, to): (Channel, String),
    lang: Lang,
    letter: &Letter,
) -> Result<(), CareError> {
    let notice = Notice { channel, to, lang, letter: letter.clone() };
    Ok(outbox::put_about(call.tx(), call.id(), &notice, patient, call.now()).await?)
}

/// Whether somebody who is given so much of a part of a chart is shown this.
fn is_shown(of: Capability, access: Access, is_hers: bool) -> bool {
    match access {
        Access::All => true,
        // What the teen keeps for herself is told to nobody anyhow.
        Access::Limited(Limit::NoPrivateThreads) => of == Capability::Messages,
        Access::Limited(Limit::AskingOnly | Limit::MarkedDrugs | Limit::NoDiagnosis) => is_hers,
        // Parts that nobody has drawn for it are nothing.
        Access::Limited(
            Limit::NoHiddenVaccines
            | Limit::GeneralOnly
            | Limit::AsGuarantor
            | Limit::AsGuarantorSums
            | Limit::OwnBills
            | Limit::OwnUploads
            | Limit::OwnActs
            | Limit::NarrowAndRevoke,
        )
        | Access::Nothing => false,
    }
}

/// Tells the patient, if she has an account, and everybody who may see it for her. Whoever was told the same about
/// this chart a moment ago, and has not read it, is not told again.
pub(crate) async fn news(call: &Call, news: &News, letter: &Letter) -> Result<(), CareError> {
    let Unread { own, others } = news.unread;
    let told = if own || others {
        outbox::lately(call.tx(), news.patient, letter, call.now() - QUIET_MS).await?
    } else {
        Vec::new()
    };
    if let Some((account, lang)) = messages::account_of(call.tx(), news.patient).await? {
        let contact = accounts::contacts(call.tx(), account).await?.into_iter().next();
        if let Some(contact) = contact.filter(|(_, to)| !(own && told.contains(to))) {
            tell(call, news.patient, contact, Lang::from_code(&lang).unwrap_or_default(), letter).await?;
        }
    }
    if news.private {
        return Ok(());
    }
    let (rules, today) = (call.portal().rules(), call.portal().date(call.now()));
    for watcher in grants::watching(call.tx(), news.patient).await? {
        let access = Standing::by_grant(&watcher.facts, rules, today)
            .map_or(Access::Nothing, |standing| rules.matrix.access(standing, news.of, Right::Read));
        let knows = others && told.contains(&watcher.contact.1);
        if is_shown(news.of, access, news.asker == Some(watcher.account)) && !knows {
            tell(call, news.patient, watcher.contact, watcher.lang, letter).await?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_10_5_who_sees_a_part_only_is_told_of_what_she_has_asked_for() {
        let (asks, messages) = (Capability::AskReferral, Capability::Messages);
        for limit in [Limit::AskingOnly, Limit::MarkedDrugs, Limit::NoDiagnosis] {
            let part = Access::Limited(limit);
            assert!(is_shown(asks, part, true) && !is_shown(asks, part, false), "{limit:?}");
        }
        let open = Access::Limited(Limit::NoPrivateThreads);
        assert!(is_shown(messages, open, false) && !is_shown(asks, open, true));
        assert!(is_shown(asks, Access::All, false) && !is_shown(asks, Access::Nothing, true));
        assert!(!is_shown(asks, Access::Limited(Limit::GeneralOnly), true));
    }
}
