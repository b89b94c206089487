//! From which list something was opened: the ways on from it lead back there.

use portal_types::ask::AskFilter;
use portal_types::ids::WorkId;
use portal_types::links;
use portal_types::staff::DeskFilter;
use portal_types::triage::QueueFilter;

/// A list of the desk, and what of it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// All conversations.
    Messages(DeskFilter),
    /// Everything that is asked for.
    Asks(AskFilter),
    /// What waits, whatever it is.
    Queue(QueueFilter),
}

impl Way {
    /// The query that keeps what is shown while one moves about.
    fn query(self) -> String {
        match self {
            Self::Messages(DeskFilter::Waiting) | Self::Asks(AskFilter::Due) | Self::Queue(QueueFilter::All) => {
                String::new()
            }
            Self::Messages(DeskFilter::All) => "?show=all".to_owned(),
            Self::Asks(filter) => format!("?show={}", filter.code()),
            Self::Queue(filter) => format!("?show={}", filter.code()),
        }
    }

    /// The list.
    pub(crate) fn back(self) -> String {
        let list = match self {
            Self::Messages(_) => links::DESK,
            Self::Asks(_) => links::DESK_ASKS,
            Self::Queue(_) => links::DESK_QUEUE,
        };
        format!("{list}{}", self.query())
    }

    /// A later page of the list, up to the place where it begins.
    pub(crate) fn later(self) -> String {
        let back = self.back();
        let join = if back.contains('?') { '&' } else { '?' };
        format!("{back}{join}after=")
    }

    /// What is open beside the list, whatever of that is shown.
    pub(crate) fn place(self, item: WorkId) -> String {
        match self {
            Self::Messages(_) => links::desk_thread(item.thread()),
            Self::Asks(_) => links::desk_ask(item.ask()),
            Self::Queue(_) => links::desk_item(item),
        }
    }

    /// The same, with what of the list is shown.
    pub(crate) fn item(self, item: WorkId) -> String {
        format!("{}{}", self.place(item), self.query())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_opened_from_a_list_leads_back_to_it_as_it_was() {
        let item: WorkId = "01900000-0000-7000-8000-000000000009".parse().unwrap();
        for (way, back, open) in [
            (Way::Messages(DeskFilter::Waiting), "/desk", "/desk/{}"),
            (Way::Messages(DeskFilter::All), "/desk?show=all", "/desk/{}?show=all"),
            (Way::Asks(AskFilter::Due), "/desk/asks", "/desk/asks/{}"),
            (Way::Asks(AskFilter::Over), "/desk/asks?show=over", "/desk/asks/{}?show=over"),
            (Way::Queue(QueueFilter::All), "/desk/queue", "/desk/queue/{}"),
            (Way::Queue(QueueFilter::Mine), "/desk/queue?show=mine", "/desk/queue/{}?show=mine"),
        ] {
            assert_eq!(way.back(), back);
            assert_eq!(way.item(item), open.replace("{}", &item.to_string()));
        }
    }

    #[test]
    fn a_later_page_is_of_the_same_part_of_a_list() {
        assert_eq!(Way::Messages(DeskFilter::Waiting).later(), "/desk?after=");
        assert_eq!(Way::Messages(DeskFilter::All).later(), "/desk?show=all&after=");
        assert_eq!(Way::Queue(QueueFilter::Mine).later(), "/desk/queue?show=mine&after=");
    }
}
