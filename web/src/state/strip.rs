use terrarium_inspect::Timeline;

use crate::state::number::bytes;
use crate::state::shelf::counted;

/// Units of the picture of a timeline.
pub(crate) const STRIP_UNITS: (f64, f64) = (1_000.0, 24.0);

/// A history as the strip shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Strip {
    pub(crate) is_recording: bool,
    /// Whether recording can be begun and ended from here.
    pub(crate) is_ours: bool,
    /// The first tick and the last, if there are any.
    pub(crate) span: Option<(u32, u32)>,
    /// How much is kept, in words.
    pub(crate) summary: String,
    /// The outline of bars, one for each part of the history, as high as much changed in it.
    pub(crate) bars: String,
}

impl Strip {
    /// Of what the world tells.
    pub(crate) fn of(timeline: &Timeline) -> Self {
        let span = timeline.first.zip(timeline.last);
        let kept =
            format!("{}, {}", counted(timeline.entries, "tick", "ticks"), bytes(timeline.bytes as f64));
        Self {
            is_recording: timeline.recording,
            is_ours: !timeline.given,
            span,
            summary: if span.is_some() { kept } else { String::new() },
            bars: span.map(|span| outline(span, &timeline.activity)).unwrap_or_default(),
        }
    }

    /// Where a tick is, of 1.
    pub(crate) fn place(&self, tick: u32) -> f64 {
        self.span.map_or(0.0, |span| place(span, tick))
    }
}

/// Where a tick begins; the last one ends at 1.
fn place((first, last): (u32, u32), tick: u32) -> f64 {
    let ticks = f64::from(last.saturating_sub(first)) + 1.0;
    (f64::from(tick.saturating_sub(first)) / ticks).min(1.0)
}

fn outline(span: (u32, u32), activity: &[(u32, u32)]) -> String {
    let (width, height) = STRIP_UNITS;
    let most = activity.iter().map(|(_, changes)| *changes).max().unwrap_or(0).max(1);
    let ends = activity.iter().skip(1).map(|(tick, _)| *tick).chain([span.1 + 1]);
    let bars = activity.iter().zip(ends).map(|((tick, changes), end)| {
        let (from, to) = (place(span, *tick) * width, place(span, end) * width);
        let top = height - f64::from(*changes) / f64::from(most) * height;
        let gap = ((to - from) * 0.15).min(1.0);
        format!("M{from:.1} {height}V{top:.1}H{:.1}V{height}Z", to - gap)
    });
    bars.collect()
}

#[cfg(test)]
mod tests {
    use terrarium_inspect::FromJson;

    use super::*;

    fn strip(json: &str) -> Strip {
        Strip::of(&Timeline::from_text(json).expect("a timeline"))
    }

    #[test]
    fn bars_are_as_high_as_much_changed() {
        let strip = strip(
            r#"{"recording":true,"given":false,"bytes":2048,"entries":4,"first":10,"last":13,
            "activity":[[10,2],[11,4],[12,0],[13,1]]}"#,
        );
        assert!(strip.bars.starts_with("M0.0 24V12.0H249.0V24Z"), "{}", strip.bars);
        assert_eq!((strip.span, strip.summary.as_str()), (Some((10, 13)), "4 ticks, 2.0 kB"));
        assert!((strip.place(12) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn without_a_history_there_is_nothing_to_see() {
        let strip = strip(
            r#"{"recording":false,"given":true,"bytes":0,"entries":0,"first":null,"last":null,"activity":[]}"#,
        );
        assert_eq!(strip, Strip::default());
    }
}
