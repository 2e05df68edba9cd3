use std::ops::Range;

/// The height of a row in CSS pixels.
pub(crate) const ROW_PIXELS: f64 = 28.0;

/// The tallest element that is laid out. Browsers refuse elements somewhere above 16 million pixels.
const CANVAS_PIXELS_MAX: f64 = 8_000_000.0;

/// Rows kept ready above and below the visible ones.
const SPARE_ROWS: u32 = 4;

/// Which rows of a long table are in view.
///
/// The rows would be as tall as `rows * ROW_PIXELS`; the element that scrolls, the canvas, is no taller
/// than a browser can lay out. While all fits, one pixel of the canvas is one pixel of the rows. Beyond,
/// short scrolls still move by single pixels, long ones (the scroll bar) in proportion; [`Viewport::settle`]
/// brings the two back together once the scrolling has stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Viewport {
    rows: u32,
    /// Visible height.
    height: f64,
    /// What is at the upper edge, in pixels of the rows.
    top: f64,
    /// The canvas's scroll position that belongs to `top`.
    scroll: f64,
}

impl Viewport {
    /// The height of the canvas.
    pub(crate) fn canvas(&self) -> f64 {
        self.extent().min(CANVAS_PIXELS_MAX)
    }

    /// Where the canvas is scrolled to.
    pub(crate) const fn scroll(&self) -> f64 {
        self.scroll
    }

    /// The first row that is in view, and how many of its pixels are not.
    pub(crate) fn first(&self) -> (u32, f64) {
        let row = (self.top / ROW_PIXELS).floor();
        (row as u32, self.top - row * ROW_PIXELS)
    }

    /// Whether nothing is above.
    pub(crate) fn is_at_top(&self) -> bool {
        self.top <= 0.0
    }

    /// The rows to keep in the page: those in view, and some spare ones. While there are enough they are always as many, so
    /// that scrolling puts rows in the place of others and hides none.
    pub(crate) fn window(&self) -> Range<u32> {
        let room = self.room();
        let end = room.end.min(self.rows);
        end.saturating_sub(self.room_rows()).min(room.start)..end
    }

    /// The rows that there is room for, whether there are so many or not.
    pub(crate) fn room(&self) -> Range<u32> {
        let start = self.first().0.saturating_sub(SPARE_ROWS);
        start..start.saturating_add(self.room_rows())
    }

    /// Where on the canvas row 0 would be; row `n` is `n * ROW_PIXELS` below.
    pub(crate) fn origin(&self) -> f64 {
        self.scroll - self.top
    }

    /// How many rows a page of the keyboard moves by.
    pub(crate) fn page(&self) -> u32 {
        ((self.height / ROW_PIXELS) as u32).saturating_sub(1).max(1)
    }

    /// The canvas was scrolled.
    pub(crate) fn scrolled(&mut self, scroll: f64) {
        let moved = scroll - self.scroll;
        self.scroll = scroll.clamp(0.0, self.scroll_max());
        self.top = if !self.is_scaled() || self.is_at_an_end() || moved.abs() > self.height {
            self.scroll * self.ratio()
        } else {
            (self.top + moved).clamp(0.0, self.top_max())
        };
    }

    /// Brings the canvas's scroll position to where it would be by proportion.
    pub(crate) fn settle(&mut self) {
        self.go(self.top);
    }

    /// Moves so that this row is at the upper edge, less some pixels of it.
    pub(crate) fn show(&mut self, row: u32, hidden: f64) {
        self.go(f64::from(row) * ROW_PIXELS + hidden);
    }

    /// Moves as little as needed to bring a row into view.
    pub(crate) fn reveal(&mut self, row: u32) {
        let above = f64::from(row) * ROW_PIXELS;
        let below = above + ROW_PIXELS - self.height;
        if self.top > above || self.top < below {
            self.go(if self.top > above { above } else { below });
        }
    }

    /// The number of rows, or the visible height, is another.
    pub(crate) fn resize(&mut self, rows: u32, height: f64) {
        if self.rows != rows || self.height != height {
            (self.rows, self.height) = (rows, height.max(0.0));
            self.go(self.top);
        }
    }

    /// The visible height.
    pub(crate) const fn height(&self) -> f64 {
        self.height
    }

    fn go(&mut self, top: f64) {
        self.top = top.clamp(0.0, self.top_max());
        self.scroll = self.top / self.ratio();
    }

    /// An even number, so that of two rows in one place either both are odd or none is.
    fn room_rows(&self) -> u32 {
        let in_view = (self.height / ROW_PIXELS).ceil() as u32 + 1;
        (in_view + 2 * SPARE_ROWS).next_multiple_of(2)
    }

    fn extent(&self) -> f64 {
        f64::from(self.rows) * ROW_PIXELS
    }

    fn is_scaled(&self) -> bool {
        self.extent() > CANVAS_PIXELS_MAX
    }

    fn is_at_an_end(&self) -> bool {
        self.scroll <= 0.0 || self.scroll >= self.scroll_max()
    }

    fn top_max(&self) -> f64 {
        (self.extent() - self.height).max(0.0)
    }

    fn scroll_max(&self) -> f64 {
        (self.canvas() - self.height).max(0.0)
    }

    /// Pixels of the rows for one pixel of the canvas.
    fn ratio(&self) -> f64 {
        if self.is_scaled() { self.top_max() / self.scroll_max() } else { 1.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn viewport(rows: u32) -> Viewport {
        let mut viewport = Viewport::default();
        viewport.resize(rows, 560.0);
        viewport
    }

    #[test]
    fn only_a_windowful_is_kept() {
        let mut viewport = viewport(2_000);
        assert_eq!(viewport.window(), 0..30);
        viewport.scrolled(28.0 * 100.0 + 14.0);
        assert_eq!(viewport.window(), 96..126);
        assert_eq!(viewport.first(), (100, 14.0));
    }

    #[test]
    fn as_many_rows_are_kept_wherever_it_is_scrolled_to() {
        for rows in [30, 31, 2_000, 1_000_000] {
            let mut viewport = viewport(rows);
            for scroll in [0.0, 1.0, 27.0, 28.0, 420.5, 9_000.0, viewport.scroll_max()] {
                viewport.scrolled(scroll);
                let (window, first) = (viewport.window(), viewport.first().0);
                assert_eq!(window.len(), 30, "{rows}, {scroll}");
                assert!(window.start <= first && (first + 20).min(rows) <= window.end, "{rows}, {scroll}");
            }
        }
    }

    #[test]
    fn the_end_shows_the_last_row() {
        for rows in [1, 19, 20, 21, 2_000, 285_714, 285_715, 1_000_000, 67_000_000] {
            let mut viewport = viewport(rows);
            viewport.scrolled(viewport.scroll_max());
            assert_eq!(viewport.window().end, rows, "{rows}");
            let bottom = viewport.origin() + f64::from(rows) * ROW_PIXELS;
            assert!((bottom - viewport.canvas()).abs() < 1e-6, "{rows}: {bottom}");
            viewport.scrolled(0.0);
            assert_eq!((viewport.first(), viewport.origin()), ((0, 0.0), 0.0));
        }
    }

    #[test]
    fn no_canvas_is_taller_than_a_browser_can_lay_out() {
        assert_eq!(viewport(2_000).canvas(), 56_000.0);
        assert_eq!(viewport(1_000_000).canvas(), CANVAS_PIXELS_MAX);
    }

    #[test]
    fn short_scrolls_move_by_single_pixels_at_any_length() {
        for rows in [2_000, 1_000_000] {
            let mut viewport = viewport(rows);
            viewport.scrolled(30_000.0);
            let (before, origin) = (viewport.top, viewport.origin());
            viewport.scrolled(30_100.0);
            assert_eq!(viewport.top - before, 100.0);
            assert_eq!(viewport.origin(), origin);
        }
    }

    #[test]
    fn long_scrolls_move_in_proportion() {
        let mut viewport = viewport(1_000_000);
        viewport.scrolled(viewport.scroll_max() / 2.0);
        let middle = viewport.first().0;
        assert!((499_980..500_000).contains(&middle), "{middle}");
    }

    #[test]
    fn settling_keeps_what_is_in_view() {
        let mut viewport = viewport(1_000_000);
        viewport.scrolled(4_000_000.0);
        (0..40).for_each(|step| viewport.scrolled(4_000_000.0 + f64::from(step) * 500.0));
        let (top, scroll) = (viewport.top, viewport.scroll());
        viewport.settle();
        assert_eq!(viewport.top, top);
        assert_ne!(viewport.scroll(), scroll);
        let settled = viewport;
        viewport.scrolled(viewport.scroll());
        assert_eq!(viewport, settled);
    }

    #[test]
    fn revealing_moves_as_little_as_needed() {
        let mut viewport = viewport(2_000);
        viewport.reveal(19);
        assert_eq!(viewport.top, 0.0);
        viewport.reveal(20);
        assert_eq!(viewport.top, 28.0);
        viewport.reveal(1_999);
        assert_eq!(viewport.top, 2_000.0 * 28.0 - 560.0);
        viewport.reveal(0);
        assert_eq!(viewport.top, 0.0);
    }

    #[test]
    fn fewer_rows_leave_no_gap() {
        let mut viewport = viewport(2_000);
        viewport.reveal(1_999);
        viewport.resize(30, 560.0);
        assert_eq!((viewport.top, viewport.scroll()), (280.0, 280.0));
        viewport.resize(3, 560.0);
        assert_eq!(viewport.window(), 0..3);
    }
}
