//! Files that somebody has put where she writes. They are sent to `links::UPLOAD`, and opened at `links::file`.

use crate::ApiError;
use leptos::prelude::*;
use leptos::serde_json::from_str;
use portal_types::error::Refusal;
use portal_types::file::FileView;
use portal_types::ids::FileId;

/// What the door for files has answered a page: its status and what it said, or nothing, where nothing came back.
pub fn answered(answer: Option<(u16, String)>) -> Result<FileView, ApiError> {
    let Some((status, said)) = answer else { return Err(ApiError::Unreachable) };
    match (status, from_str::<ApiError>(&said)) {
        (200, _) => from_str(&said).map_err(|_| ApiError::Outdated),
        (_, Ok(refused)) => Err(refused),
        // The budget of the address, which speaks no JSON.
        (429, Err(_)) => Err(ApiError::Refused(Refusal::TooOften { seconds: 3 })),
        // It did not arrive in time, or something between us and the browser is away.
        (408 | 500.., Err(_)) => Err(ApiError::Unreachable),
        (_, Err(_)) => Err(ApiError::Outdated),
    }
}

/// Takes back a file that is not sent with anything. A plain form goes back to where it lay.
#[server(endpoint = "files/remove")]
pub async fn remove(file: FileId) -> Result<(), ApiError> {
    use crate::desk::*;
    let desk = desk()?;
    let place = desk.write(Action::RemoveFile, async |call| care::files::remove(call, file).await).await?;
    desk.go_on(&place.link());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use portal_types::field::{FieldProblem, Problem};
    use portal_types::file::{FileKind, FileProblem, FileState};

    fn said(status: u16, body: &str) -> Result<FileView, ApiError> {
        answered(Some((status, body.to_owned())))
    }

    #[test]
    fn the_door_is_understood_whatever_it_says() {
        let id = "01900000-0000-7000-8000-000000000001";
        let file = format!(r#"{{"file":"{id}","name":"rash.jpg","kind":"jpeg","bytes":48211,"state":"ready"}}"#);
        let view = said(200, &file).unwrap();
        assert_eq!((view.kind, view.bytes, view.state), (FileKind::Jpeg, 48_211, FileState::Ready));
        let wrong = r#"{"Refused":{"Invalid":[{"field":"file","problem":{"File":"too_many"}}]}}"#;
        let problem = FieldProblem::new("file", Problem::File(FileProblem::TooMany));
        assert_eq!(said(422, wrong), Err(ApiError::Refused(Refusal::Invalid(vec![problem]))));
        assert_eq!(said(409, r#"{"Refused":"Conflict"}"#), Err(ApiError::Refused(Refusal::Conflict)));
        assert_eq!(said(429, ""), Err(ApiError::Refused(Refusal::TooOften { seconds: 3 })));
        assert_eq!(said(408, ""), Err(ApiError::Unreachable));
        assert_eq!(said(502, "<html>"), Err(ApiError::Unreachable));
        assert_eq!(said(200, "<html>"), Err(ApiError::Outdated));
        assert_eq!(answered(None), Err(ApiError::Unreachable));
    }
}
