use std::f64::consts::TAU;

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};

use crate::demo::bird::{Bird, Mood, Vector};
use crate::demo::motion::Sky;

/// Colours that birds have by the way they fly.
const COURSES: usize = 6;

/// Birds that are drawn at most; more would only hide each other.
const BIRDS_MAX: usize = 20_000;

/// Birds that are filled at once. A path costs more than its parts, the more it has.
const PATH_BIRDS: usize = 256;

/// How much of the picture before shows through, so that birds leave trails.
const TRAIL: f64 = 0.72;

/// Half the length of a bird, in pixels of the page, on a canvas of a width.
fn bird_pixels(width: f64) -> f64 {
    (width / 118.0).clamp(2.0, 3.2)
}

/// Draws the flock on a canvas, in the colours of its style sheet.
#[derive(Debug)]
pub(crate) struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    colours: Colours,
    /// Canvas pixels for a pixel of the page.
    density: f64,
    /// Canvas pixels for a unit of the box.
    scale: f64,
    /// Half the length of a bird in canvas pixels.
    bird: f64,
}

#[derive(Debug, Default, PartialEq)]
struct Colours {
    sky: String,
    courses: [String; COURSES],
    tired: String,
    leader: String,
    chosen: String,
}

impl Painter {
    /// A painter for a canvas, if the browser can draw.
    pub(crate) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context, colours: Colours::default(), density: 1.0, scale: 1.0, bird: 1.0 })
    }

    /// Takes up the canvas's size and colours, which may have changed.
    pub(crate) fn measure(&mut self, sky: &Sky) {
        let Some(window) = web_sys::window() else { return };
        self.density = window.device_pixel_ratio().clamp(1.0, 3.0);
        let width = (f64::from(self.canvas.client_width()) * self.density).round();
        let height = (f64::from(self.canvas.client_height()) * self.density).round();
        if (self.canvas.width(), self.canvas.height()) != (width as u32, height as u32) {
            self.canvas.set_width(width as u32);
            self.canvas.set_height(height as u32);
        }
        self.bird = bird_pixels(width / self.density) * self.density;
        self.scale = (width / sky.size.x).min(height / sky.size.y);
        if let Ok(Some(style)) = window.get_computed_style(&self.canvas) {
            self.colours = Colours::of(&style);
        }
    }

    /// The place in the box under a place on the canvas.
    pub(crate) fn place(&self, x: f64, y: f64) -> Vector {
        Vector::new(x, y).times(self.density / self.scale)
    }

    /// A length in the box that is so long on the page.
    pub(crate) fn length(&self, pixels: f64) -> f64 {
        pixels * self.density / self.scale
    }

    /// Draws the birds, over what was drawn before if they are to leave trails.
    pub(crate) fn paint(&self, sky: &Sky, chosen: Option<u32>, leaves_trails: bool) {
        let context = &self.context;
        context.set_global_alpha(if leaves_trails { 1.0 - TRAIL } else { 1.0 });
        context.set_fill_style_str(&self.colours.sky);
        context.fill_rect(0.0, 0.0, self.canvas.width().into(), self.canvas.height().into());
        context.set_global_alpha(1.0);
        let drawn = || sky.birds.iter().step_by(sky.birds.len() / BIRDS_MAX + 1);
        for (course, colour) in self.colours.courses.iter().enumerate() {
            let flying = |bird: &&Bird| bird.mood == Mood::Flying && course_of(bird) == course;
            self.fill(drawn().filter(flying), colour, 1.0);
        }
        let tired = sky.birds.iter().filter(|bird| bird.mood == Mood::Tired);
        self.fill(tired, &self.colours.tired, 1.0);
        let leading = sky.birds.iter().filter(|bird| matches!(bird.mood, Mood::Leading(_)));
        self.fill(leading, &self.colours.leader, 2.1);
        let chosen = sky.birds.iter().find(|bird| Some(bird.index) == chosen);
        chosen.into_iter().for_each(|bird| self.ring(bird));
    }

    fn fill<'a>(&self, birds: impl Iterator<Item = &'a Bird>, colour: &str, size: f64) {
        self.context.set_fill_style_str(colour);
        self.context.begin_path();
        for (number, bird) in (1_usize..).zip(birds) {
            self.trace(bird, size);
            if number.is_multiple_of(PATH_BIRDS) {
                self.context.fill();
                self.context.begin_path();
            }
        }
        self.context.fill();
    }

    /// A slim triangle that points where the bird flies.
    fn trace(&self, bird: &Bird, size: f64) {
        let length = bird.velocity.length().max(1e-6);
        let ahead = bird.velocity.times(self.bird * size / length);
        let (aside, at) = (Vector::new(-ahead.y, ahead.x).times(0.48), bird.place.times(self.scale));
        let (tip, tail) = (at.plus(ahead.times(1.15)), at.minus(ahead.times(0.85)));
        self.context.move_to(tip.x, tip.y);
        self.context.line_to(tail.x + aside.x, tail.y + aside.y);
        self.context.line_to(tail.x - aside.x, tail.y - aside.y);
    }

    fn ring(&self, bird: &Bird) {
        let (at, context) = (bird.place.times(self.scale), &self.context);
        self.fill([bird].into_iter(), &self.colours.chosen, 1.8);
        context.begin_path();
        // A circle of a positive radius is never refused.
        let _ = context.arc(at.x, at.y, 11.0 * self.density, 0.0, TAU);
        context.set_stroke_style_str(&self.colours.chosen);
        context.set_line_width(2.0 * self.density);
        context.stroke();
    }
}

fn course_of(bird: &Bird) -> usize {
    // From 0 when flying left to 1 when flying right, so that opposite flocks differ most.
    let right = bird.velocity.x / bird.velocity.length().max(1e-6) * 0.5 + 0.5;
    ((right * COURSES as f64) as usize).min(COURSES - 1)
}

impl Colours {
    fn of(style: &CssStyleDeclaration) -> Self {
        let colour = |name: &str| style.get_property_value(name).unwrap_or_default();
        Self {
            sky: colour("--sky"),
            courses: std::array::from_fn(|course| colour(&format!("--course-{course}"))),
            tired: colour("--tired"),
            leader: colour("--leader"),
            chosen: colour("--chosen"),
        }
    }
}
