use std::time::Duration;

use leptos::prelude::*;

use crate::session::signals::Session;
use crate::state::{ROW_PIXELS, Viewport};

/// The height of the table's headings in CSS pixels.
pub(crate) const HEADING_PIXELS: f64 = 32.0;

/// How long the table is not scrolled before it has come to rest.
const REST: Duration = Duration::from_millis(150);

/// Where the table's rows are on the page. They stand on a sheet that moves with them, so that scrolling moves one
/// element: row `base` at its top, and the others below.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place {
    /// The height of what is scrolled.
    pub(crate) canvas: f64,
    /// How far it is scrolled.
    pub(crate) scroll: f64,
    /// Where the sheet is on the canvas.
    pub(crate) sheet: f64,
    /// The row at the top of the sheet.
    pub(crate) base: u32,
    /// The rows to keep in the page.
    pub(crate) window: (u32, u32),
}

/// Rows of a sheet: it is another one only after so many.
const SHEET_ROWS: u32 = 1_024;

impl Place {
    pub(super) fn of(viewport: &Viewport) -> Self {
        let window = viewport.window();
        let base = window.start / SHEET_ROWS * SHEET_ROWS;
        Self {
            canvas: viewport.canvas(),
            scroll: viewport.scroll(),
            sheet: whole(viewport.origin() + f64::from(base) * ROW_PIXELS),
            base,
            window: (window.start, window.end),
        }
    }
}

/// What a screen shows of a length, so that one that is computed anew each time stays the same.
fn whole(pixels: f64) -> f64 {
    (pixels * 64.0).round() / 64.0
}

/// How the table is being scrolled.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scrolling {
    /// How far it was scrolled when it said so last. Asking it would make the browser lay out the page.
    at: f64,
    /// How often it was scrolled.
    times: u32,
    /// Whether it has not come to rest.
    pub(super) is_moving: bool,
}

impl Scrolling {
    const fn note(&mut self, at: f64) {
        *self = Self { at, times: self.times.wrapping_add(1), is_moving: true };
    }
}

impl Session {
    /// The table was scrolled.
    pub(crate) fn scrolled(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let scroll = f64::from(scroller.scroll_top());
        self.scrolling.update_value(|scrolling| scrolling.note(scroll));
        self.change_in_frame(|desk| desk.inspector.scrolled(scroll));
    }

    /// Scrolls the table, unless it is scrolled so already.
    pub(crate) fn scroll_to(self, scroll: f64) {
        if (self.scrolling.get_value().at - scroll).abs() < 1.0 {
            return;
        }
        let Some(scroller) = self.scroller.get_untracked() else { return };
        scroller.set_scroll_top(scroll.round() as i32);
        let at = scroller.scroll_top().into();
        self.scrolling.update_value(|scrolling| scrolling.at = at);
    }

    /// The table is as high as this now, in CSS pixels.
    pub(crate) fn resized(self, height: f64) {
        self.change(|desk| desk.inspector.resize(height - HEADING_PIXELS));
    }

    /// The table has come to rest, unless it is scrolled on at once.
    pub(crate) fn settle(self) {
        let times = self.scrolling.get_value().times;
        let settle = move || {
            if self.scrolling.try_get_value().is_some_and(|scrolling| scrolling.times == times) {
                self.scrolling.update_value(|scrolling| scrolling.is_moving = false);
                self.change(|desk| desk.inspector.settle());
            }
        };
        set_timeout(settle, REST);
    }
}
