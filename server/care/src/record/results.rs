//! Test results.

use super::{dated, privacy, said};
use crate::messages::page;
use crate::{CareError, Glance, Portal};
use portal_access::Results;
use portal_store::charts::results::{self as stored, ListedResult, OpenedResult};
use portal_types::ids::{PatientId, ResultId};
use portal_types::page::{Cursor, Page};
use portal_types::record::{Flag, PartView, RangeView, ResultRow, ResultView};
use serde::Deserialize;

/// A page of the test results that are final, the newest sample first (R-8.1).
pub async fn results(
    call: &mut Glance,
    patient: PatientId,
    after: Option<Cursor>,
) -> Result<Page<ResultRow>, CareError> {
    let chart = call.chart::<Results>(patient)?;
    let rows = stored::page(call.db(), &chart, after).await?;
    let portal = call.portal().clone();
    Ok(page(rows, |row| (row.at, row.id), |row| shown(&portal, row)))
}

/// One result, with what its report says besides (R-8.7).
pub async fn result(call: &mut Glance, patient: PatientId, result: ResultId) -> Result<ResultView, CareError> {
    let chart = call.chart::<Results>(patient)?;
    let found = stored::one(call.db(), &chart, result).await?.ok_or(CareError::NotFound)?;
    let portal = call.portal().clone();
    let OpenedResult { row, issued, note, components, line, city, state, zip, given, family, mrn, report, conclusion } =
        found;
    let corrected = matches!(row.status.as_deref(), Some("amended" | "corrected"));
    let town = [city, Some([state, zip].into_iter().flatten().collect::<Vec<_>>().join(" "))];
    let address: Vec<String> = [line].into_iter().chain(town).filter_map(said).collect();
    Ok(ResultView {
        patient: format!("{given} {family}"),
        number: said(mrn),
        parts: components.map(|list| parts(&list)).transpose()?.unwrap_or_default(),
        corrected,
        issued: issued.map(|at| portal.moment(at)),
        address: (!address.is_empty()).then(|| address.join(", ")),
        report: said(report),
        conclusion: said(conclusion),
        note: said(note),
        row: shown(&portal, row),
    })
}

/// A number as a laboratory prints it: as short as it can be told.
fn number(number: f64) -> String {
    number.to_string()
}

/// The value: a number with what stands before it, or words.
fn value(figure: Option<f64>, comparator: Option<&str>, text: Option<String>) -> Option<String> {
    match figure {
        Some(figure) => Some(format!("{}{}", comparator.unwrap_or_default(), number(figure))),
        None => said(text),
    }
}

/// The usual range; none, if the laboratory gave none.
fn range(low: Option<f64>, high: Option<f64>, text: Option<String>) -> Option<RangeView> {
    let range = RangeView { low: low.map(number), high: high.map(number), text: said(text) };
    (range.low.is_some() || range.high.is_some() || range.text.is_some()).then_some(range)
}

fn flag(code: Option<String>) -> Option<Flag> {
    said(code).map(|code| Flag::from_code(code.trim()))
}

fn shown(portal: &Portal, row: ListedResult) -> ResultRow {
    let (at, grain) = dated(portal, row.at, &row.grain);
    ResultRow {
        id: row.id.into(),
        name: said(row.display).unwrap_or_default(),
        value: value(row.value_number, row.comparator.as_deref(), row.value_text),
        several: row.several,
        unit: said(row.unit),
        range: range(row.ref_low, row.ref_high, row.ref_text),
        flag: flag(row.interpretation),
        at,
        grain,
        facility: said(row.facility),
        ordered: said(row.ordered),
        private: privacy(row.kept),
    }
}

/// Parts of a result, from the list that the importer has kept.
fn parts(list: &str) -> Result<Vec<PartView>, CareError> {
    #[derive(Deserialize)]
    struct Stored {
        display: Option<String>,
        number: Option<f64>,
        comparator: Option<String>,
        text: Option<String>,
        unit: Option<String>,
        low: Option<f64>,
        high: Option<f64>,
        range: Option<String>,
        interpretation: Option<String>,
    }
    let stored: Vec<Stored> = serde_json::from_str(list)?;
    let part = |part: Stored| PartView {
        name: said(part.display).unwrap_or_default(),
        value: value(part.number, part.comparator.as_deref(), part.text),
        unit: said(part.unit),
        range: range(part.low, part.high, part.range),
        flag: flag(part.interpretation),
    };
    Ok(stored.into_iter().map(part).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_told_as_they_were_printed() {
        assert_eq!(value(Some(5.7), None, None).as_deref(), Some("5.7"));
        assert_eq!(value(Some(140.0), None, None).as_deref(), Some("140"));
        assert_eq!(value(Some(0.01), Some("<"), None).as_deref(), Some("<0.01"));
        assert_eq!(value(None, None, Some("Not detected".into())).as_deref(), Some("Not detected"));
        assert_eq!(value(None, None, Some(" ".into())), None);
        assert_eq!(range(None, None, None), None);
        assert_eq!(range(Some(3.5), None, None).unwrap().low.as_deref(), Some("3.5"));
    }

    #[test]
    fn parts_are_read_as_they_were_kept() {
        let list = r#"[{"code":"8480-6","display":"Systolic","number":128.0,"unit":"mmHg","interpretation":"H"},{}]"#;
        let parts = parts(list).unwrap();
        assert_eq!((parts[0].name.as_str(), parts[0].value.as_deref()), ("Systolic", Some("128")));
        assert_eq!(parts[0].flag, Some(Flag::High));
        assert_eq!(parts[1].value, None);
        assert!(super::parts("nonsense").is_err());
    }
}
