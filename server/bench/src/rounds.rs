//! Operations in turns: at capacity and alone, so that all of them see the same weather.

use crate::Failure;
use crate::client::{Answer, Connection, Load, Loaded, load, quantile};
use crate::process::{Running, processor};
use crate::table::Table;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::time::Duration;

/// Connections at capacity.
const MANY: u32 = 8;
/// Requests from one address; its budget is 400 at once.
const REQUESTS: u32 = 350;
/// Operations and baselines take turns, so that all of them see the same weather.
pub(crate) const ROUNDS: u32 = 5;

/// One operation at capacity and alone, in rounds.
#[derive(Default)]
pub(crate) struct Both {
    pub(crate) many: Loaded,
    pub(crate) alone: Loaded,
    /// Processor time of the server, seconds, at capacity.
    server: f64,
    /// Processor time of the client, seconds, at capacity.
    client: f64,
}

impl Both {
    pub(crate) fn p50(&self) -> f64 {
        quantile(&self.alone.wholes, 0.5)
    }

    pub(crate) fn p95(&self) -> f64 {
        quantile(&self.alone.wholes, 0.95)
    }

    pub(crate) fn p99(&self) -> f64 {
        quantile(&self.alone.wholes, 0.99)
    }

    /// Processor time of the server for one, microseconds.
    pub(crate) fn cost(&self) -> f64 {
        self.server * 1e6 / self.many.count().max(1) as f64
    }
}

/// How an operation is measured.
#[derive(Clone, Copy)]
pub(crate) struct Kind<'a> {
    pub(crate) name: &'a str,
    /// Connections at capacity.
    pub(crate) many: u32,
    /// Operations from one address.
    pub(crate) uses: u32,
}

/// A request again and again.
pub(crate) fn request(name: &str) -> Kind<'_> {
    Kind { name, many: MANY, uses: REQUESTS }
}

/// What all measurements share.
pub(crate) struct Bench {
    /// Time of one round of one operation; alone and at capacity each.
    pub(crate) slice: Duration,
    quick: bool,
    pub(crate) table: Table,
    busy: Vec<String>,
    others: BTreeMap<(String, u16), u64>,
}

impl Bench {
    /// Nothing measured yet. A quick one takes a fifth of the time.
    pub(crate) fn new(quick: bool) -> Self {
        let slice = Duration::from_millis(if quick { 250 } else { 1_250 });
        Self { slice, quick, table: Table::default(), busy: Vec::new(), others: BTreeMap::new() }
    }

    /// A round of an operation. Before the first, caches are warmed, which does not count.
    pub(crate) async fn round<F>(
        &self,
        both: &mut Both,
        kind: Kind<'_>,
        on: &Running,
        operation: F,
    ) -> Result<(), Failure>
    where
        F: AsyncFn(&mut Connection, u32, u64) -> Result<Answer, Failure>,
    {
        let alone = Load { port: on.port, connections: 1, time: self.slice, uses: kind.uses };
        let many = Load { connections: kind.many, ..alone };
        if both.many.seconds == 0.0 {
            load(many, async |c, i, t| operation(c, i + 100, t).await).await?;
        }
        both.alone.add(load(alone, async |c, i, t| operation(c, i + 200, t).await).await?);
        let (server, client) = (on.processor()?, processor("self")?);
        both.many.add(load(many, operation).await?);
        both.server += on.processor()? - server;
        both.client += processor("self")? - client;
        Ok(())
    }

    /// Keeps what the reader must know of an operation beside its figures.
    pub(crate) fn note(&mut self, kind: Kind<'_>, both: &Both) {
        let share = |seconds: f64| seconds / both.many.seconds * 100.0;
        self.busy.push(format!("{} {:.0}/{:.0}", kind.name, share(both.server), share(both.client)));
        for (status, count) in both.alone.others.iter().chain(&both.many.others) {
            *self.others.entry((kind.name.to_owned(), *status)).or_default() += count;
        }
    }

    /// Prints the table, and below it what the reader must know. It fails if something was not answered with 200.
    pub(crate) fn close(mut self, apart: bool) -> Result<(), Failure> {
        let table = &mut self.table;
        if !apart {
            table.remark(
                "Server and client were NOT kept apart (taskset, two processors): the figures are too low.".into(),
            );
        }
        table.remark(format!(
            "Percent of its processor at capacity, server/client: {}. Where neither is near 100, others used the \
             machine: there \"per cpu second\" tells more than \"at capacity\". Where only the client is, the figure is \
             the client's.",
            self.busy.join(", ")
        ));
        if self.quick {
            table.remark("A quick run: for a look, not for a comparison.".into());
        }
        for ((what, status), count) in &self.others {
            table.remark(format!("{what}: {count} answers were {status} and are in no figure."));
        }
        table.print()?;
        if self.others.is_empty() { Ok(()) } else { Err("not every request was answered with 200".into()) }
    }
}

pub(crate) fn say(what: &str) -> Result<(), Failure> {
    Ok(writeln!(std::io::stderr(), "  {what}")?)
}
