use std::sync::Arc;

use terrarium_ecs::EntityId;
use web_sys::HtmlCanvasElement;

use crate::demo::{Flock, FlockError, Painter, Request};
use crate::peek::peek;
use crate::state::{Census, EntityView, Filter, Inspector, Key, Meter, Motion, Pace, Table};

/// This near to a bird, in pixels of the page, a click means it.
const CLICK_PIXELS: f64 = 24.0;

/// The world, what runs it, and what looks at it.
#[derive(Debug)]
pub(crate) struct Desk {
    flock: Flock,
    inspector: Inspector,
    painter: Option<Painter>,
    is_calm: bool,
    meter: Meter,
    pace: Pace,
}

/// How the world is running.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Pulse {
    pub(crate) tick: u32,
    /// Ticks a second.
    pub(crate) rate: f64,
    /// Milliseconds that a tick costs.
    pub(crate) cost: f64,
}

/// Where the table's rows are on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Place {
    /// The height of what is scrolled.
    pub(crate) canvas: f64,
    /// How far it is scrolled.
    pub(crate) scroll: f64,
    /// Where row 0 would be.
    pub(crate) origin: f64,
}

/// What the table shows.
#[derive(Debug)]
pub(crate) struct Rows {
    pub(crate) table: Table,
    pub(crate) place: Place,
    pub(crate) filter: Filter,
    pub(crate) selected: Option<EntityId>,
    pub(crate) entity: Option<Arc<EntityView>>,
}

impl Desk {
    /// A desk with a flock, whose birds leave no trails if less motion is wanted.
    pub(crate) fn new(request: Request, is_calm: bool) -> Result<Self, FlockError> {
        Ok(Self {
            flock: Flock::new(request)?,
            inspector: Inspector::default(),
            painter: None,
            is_calm,
            meter: Meter::default(),
            pace: Pace::default(),
        })
    }

    /// The inspector, where the world is not needed.
    pub(crate) const fn inspector(&mut self) -> &mut Inspector {
        &mut self.inspector
    }

    /// Draws on a canvas from now on.
    pub(crate) fn draw_on(&mut self, canvas: HtmlCanvasElement) {
        self.painter = Painter::new(canvas);
    }

    /// Runs a tick if one is due, and says whether it is time to look at the world. `clock` tells the time
    /// in milliseconds.
    pub(crate) fn frame(&mut self, is_running: bool, clock: impl Fn() -> f64) -> Result<bool, FlockError> {
        let is_tick_due = is_running && self.pace.is_tick_due(clock());
        if is_tick_due {
            self.tick(&clock)?;
        }
        let is_look_due = self.pace.is_look_due(clock());
        if is_look_due {
            self.measure();
        }
        if is_tick_due || is_look_due {
            self.paint(is_running);
        }
        Ok(is_look_due)
    }

    /// Runs a tick.
    pub(crate) fn tick(&mut self, clock: impl Fn() -> f64) -> Result<(), FlockError> {
        let began = clock();
        self.flock.tick()?;
        let ended = clock();
        self.meter.note(ended, ended - began);
        self.pace.rest(ended, ended - began);
        Ok(())
    }

    /// Draws the flock as it is.
    pub(crate) fn paint(&self, leaves_trails: bool) {
        if let Some(painter) = &self.painter {
            let chosen = self.inspector.selected().filter(|&entity| self.flock.world.is_alive(entity));
            painter.paint(&self.flock.sky, chosen.map(EntityId::index), leaves_trails && !self.is_calm);
        }
    }

    fn measure(&mut self) {
        if let Some(painter) = &mut self.painter {
            painter.measure(&self.flock.sky);
        }
    }

    /// Selects the bird under a place on the canvas.
    pub(crate) fn pick(&mut self, x: f64, y: f64) {
        let Some(painter) = &self.painter else { return };
        let bird = self.flock.bird_at(painter.place(x, y), painter.length(CLICK_PIXELS));
        if let Some(bird) = bird {
            self.inspector.visit(bird);
        }
    }

    /// Lists other entities.
    pub(crate) fn choose(&mut self, filter: Filter) {
        self.inspector.choose(filter, &mut self.flock.world);
    }

    /// Moves the selection along the rows.
    pub(crate) fn walk(&mut self, motion: Motion) {
        self.inspector.step(motion, &self.flock.world);
    }

    /// Opens a node of the selected entity's values, or closes it.
    pub(crate) fn toggle(&mut self, path: &[Key]) {
        self.inspector.toggle(path);
    }

    /// How the world is running; the rate is of no interest while it is not.
    pub(crate) fn pulse(&self) -> Pulse {
        Pulse { tick: self.flock.world.tick(), rate: self.meter.rate(), cost: self.meter.cost() }
    }

    /// Counts what the world holds.
    pub(crate) fn census(&self) -> Census {
        Census::of(&self.flock.world)
    }

    /// Lists the entities anew.
    pub(crate) fn relist(&mut self) {
        self.inspector.relist(&mut self.flock.world);
    }

    /// Reads the rows in view and the selected entity.
    pub(crate) fn rows(&mut self) -> Rows {
        let table = self.inspector.table(&self.flock.world, &peek);
        let entity = self.inspector.entity(&self.flock.world, &peek);
        let viewport = self.inspector.viewport();
        let place = Place { canvas: viewport.canvas(), scroll: viewport.scroll(), origin: viewport.origin() };
        let (filter, selected) = (self.inspector.filter().clone(), self.inspector.selected());
        Rows { table, place, filter, selected, entity }
    }
}
