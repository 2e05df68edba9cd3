use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;
use terrarium_ecs::EntityId;
use web_sys::HtmlCanvasElement;

use crate::demo::{FlockError, Request};
use crate::failure;
use crate::session::desk::{Desk, Place, Pulse};
use crate::state::{Census, EntityView, Filter, Key, Motion, Table};

/// The height of the table's headings in CSS pixels.
pub(crate) const HEADING_PIXELS: f64 = 32.0;

/// A world on the page: what is shown of it, as signals, and what can be done with it.
#[derive(Clone, Copy)]
pub(crate) struct Session {
    desk: StoredValue<Rc<RefCell<Desk>>, LocalStorage>,
    /// The element that scrolls the table.
    pub(crate) scroller: NodeRef<Div>,
    pub(crate) is_running: RwSignal<bool>,
    pub(crate) pulse: RwSignal<Pulse>,
    pub(crate) census: RwSignal<Census>,
    pub(crate) table: RwSignal<Table>,
    pub(crate) place: RwSignal<Place>,
    pub(crate) filter: RwSignal<Filter>,
    pub(crate) selected: RwSignal<Option<EntityId>>,
    pub(crate) entity: RwSignal<Option<Arc<EntityView>>>,
}

impl Session {
    /// A session with a flock. Where less motion is wanted, it begins standing still.
    pub(crate) fn new(request: Request, is_calm: bool) -> Result<Self, FlockError> {
        let session = Self {
            desk: StoredValue::new_local(Rc::new(RefCell::new(Desk::new(request, is_calm)?))),
            scroller: NodeRef::new(),
            is_running: RwSignal::new(!is_calm),
            pulse: RwSignal::default(),
            census: RwSignal::default(),
            table: RwSignal::default(),
            place: RwSignal::default(),
            filter: RwSignal::default(),
            selected: RwSignal::default(),
            entity: RwSignal::default(),
        };
        session.look();
        Ok(session)
    }

    /// Draws on a canvas from now on, and runs until the page stops.
    pub(crate) fn run_on(self, canvas: HtmlCanvasElement) {
        self.at(|desk| desk.draw_on(canvas));
        self.next_frame();
    }

    fn next_frame(self) {
        request_animation_frame(move || {
            if !failure::has_stopped() {
                // Asked for first: if an exception breaks this frame off, the next one finds out.
                self.next_frame();
                self.frame();
            }
        });
    }

    fn frame(self) {
        let is_running = self.is_running.get_untracked();
        match self.at(|desk| desk.frame(is_running, clock)) {
            Some(Ok(true)) => self.look(),
            Some(Err(error)) => failure::stop(&error.to_string()),
            Some(Ok(false)) | None => (),
        }
    }

    /// Lets the world run, or stand still.
    pub(crate) fn set_running(self, is_running: bool) {
        self.is_running.set(is_running);
        self.at(|desk| desk.paint(is_running));
        self.look();
    }

    /// Runs one tick, and lets the world stand still after it.
    pub(crate) fn step(self) {
        self.is_running.set(false);
        if let Some(Err(error)) = self.at(|desk| desk.tick(clock)) {
            failure::stop(&error.to_string());
        }
        self.at(|desk| desk.paint(false));
        self.look();
    }

    /// The table was scrolled.
    pub(crate) fn scrolled(self) {
        self.show_rows();
    }

    /// The table has come to rest.
    pub(crate) fn settled(self) {
        self.change(|desk| desk.inspector().settle());
    }

    /// Lists other entities; those listed already are chosen off again.
    pub(crate) fn choose(self, filter: Filter) {
        self.change(|desk| desk.choose(filter));
    }

    /// Looks at an entity whose row is in view, or at none.
    pub(crate) fn select(self, entity: Option<EntityId>) {
        self.change(|desk| desk.inspector().select(entity));
    }

    /// Looks at an entity and brings its row into view.
    pub(crate) fn visit(self, entity: EntityId) {
        self.change(|desk| desk.inspector().visit(entity));
    }

    /// Looks at the bird under a place on the canvas.
    pub(crate) fn pick(self, x: f64, y: f64) {
        self.change(|desk| desk.pick(x, y));
    }

    /// Moves the selection along the rows.
    pub(crate) fn walk(self, motion: Motion) {
        self.change(|desk| desk.walk(motion));
    }

    /// Opens a node of the selected entity's values, or closes it.
    pub(crate) fn toggle(self, path: &[Key]) {
        self.change(|desk| desk.toggle(path));
    }

    /// Looks at the world as it is now.
    fn look(self) {
        self.take_up_scroll();
        self.at(Desk::relist);
        self.show_rows();
        let Some((pulse, census)) = self.at(|desk| (desk.pulse(), desk.census())) else { return };
        put(self.pulse, pulse);
        put(self.census, census);
    }

    fn change(self, change: impl FnOnce(&mut Desk)) {
        self.take_up_scroll();
        self.at(change);
        self.publish();
        if !self.is_running.get_untracked() {
            self.at(|desk| desk.paint(false));
        }
    }

    fn show_rows(self) {
        self.take_up_scroll();
        self.publish();
    }

    /// Takes up how the table is scrolled and how high it is: the page may have changed both unasked.
    fn take_up_scroll(self) {
        let Some(scroller) = self.scroller.get_untracked() else { return };
        let (scroll, height) = (scroller.scroll_top(), scroller.client_height());
        self.at(|desk| {
            desk.inspector().scrolled(scroll.into());
            desk.inspector().resize(f64::from(height) - HEADING_PIXELS);
        });
    }

    fn publish(self) {
        let Some(rows) = self.at(Desk::rows) else { return };
        put(self.table, rows.table);
        put(self.place, rows.place);
        put(self.filter, rows.filter);
        put(self.selected, rows.selected);
        put(self.entity, rows.entity);
    }

    /// Does something at the desk. It is found taken only if an exception left it so, half way through.
    fn at<R>(self, act: impl FnOnce(&mut Desk) -> R) -> Option<R> {
        if failure::has_stopped() {
            return None;
        }
        let desk = self.desk.try_get_value()?;
        let result = desk.try_borrow_mut().map(|mut desk| act(&mut desk));
        result.map_err(|_| failure::stop("An exception broke off what the page was doing.")).ok()
    }
}

/// Sets a signal if it is to change.
fn put<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|shown| *shown != value) {
        signal.set(value);
    }
}

/// Milliseconds since the page was opened.
fn clock() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
