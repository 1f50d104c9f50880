//! The table at the end of a run.

use crate::browsers::Engine;
use crate::counts::Counts;

pub struct Row {
    pub name: &'static str,
    pub engine: Option<Engine>,
    pub counts: Counts,
    pub seconds: f64,
}

pub fn table(rows: &[Row]) -> String {
    let width = rows.iter().map(|row| row.name.len()).max().unwrap_or(0).max(6);
    let mut text = format!(
        "{:<width$}  {:<8}{:>8}{:>8}{:>9}{:>9}\n",
        "runner", "engine", "passed", "failed", "skipped", "seconds"
    );

    for row in rows {
        text.push_str(&format!(
            "{:<width$}  {:<8}{:>8}{:>8}{:>9}{:>9.1}\n",
            row.name,
            row.engine.map_or("", Engine::name),
            row.counts.passed,
            row.counts.failed,
            row.counts.skipped,
            row.seconds,
        ));
    }

    text
}
