use js_sys::{Array, Object};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

use crate::demo::bird::Vector;
use crate::demo::motion::Rules;

#[wasm_bindgen]
extern "C" {
    /// `{x, y}`
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub(crate) type Point;

    #[wasm_bindgen(method, structural, getter)]
    fn x(this: &Point) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_x(this: &Point, x: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn y(this: &Point) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_y(this: &Point, y: f64);

    /// `{cohesion, alignment, separation, radius, distance, speed}`
    #[wasm_bindgen(extends = Object)]
    #[derive(Clone)]
    pub(crate) type RulesObject;

    #[wasm_bindgen(method, structural, getter)]
    fn cohesion(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_cohesion(this: &RulesObject, cohesion: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn alignment(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_alignment(this: &RulesObject, alignment: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn separation(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_separation(this: &RulesObject, separation: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn radius(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_radius(this: &RulesObject, radius: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn distance(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_distance(this: &RulesObject, distance: f64);
    #[wasm_bindgen(method, structural, getter)]
    fn speed(this: &RulesObject) -> f64;
    #[wasm_bindgen(method, structural, setter)]
    fn set_speed(this: &RulesObject, speed: f64);

    /// `{next, stops}`
    #[wasm_bindgen(extends = Object)]
    pub(crate) type Route;

    #[wasm_bindgen(method, structural, getter)]
    fn next(this: &Route) -> u32;
    #[wasm_bindgen(method, structural, setter)]
    fn set_next(this: &Route, next: u32);
    #[wasm_bindgen(method, structural, getter)]
    fn stops(this: &Route) -> Array;
    #[wasm_bindgen(method, structural, setter)]
    fn set_stops(this: &Route, stops: &Array);

    /// `{since, of}`
    #[wasm_bindgen(extends = Object)]
    pub(crate) type Tired;

    /// The tick at which it began.
    #[wasm_bindgen(method, structural, getter)]
    pub(crate) fn since(this: &Tired) -> u32;
    #[wasm_bindgen(method, structural, setter)]
    fn set_since(this: &Tired, since: u32);
    #[wasm_bindgen(method, structural, getter)]
    fn of(this: &Tired) -> String;
    #[wasm_bindgen(method, structural, setter)]
    fn set_of(this: &Tired, of: &str);
}

const AGE: &str = "age";
const FLIGHT: &str = "flight";

impl Point {
    /// A new object.
    pub(crate) fn new(vector: Vector) -> Self {
        let point = Object::new().unchecked_into::<Self>();
        point.write(vector);
        point
    }

    pub(crate) fn read(&self) -> Vector {
        Vector::new(self.x(), self.y())
    }

    pub(crate) fn write(&self, vector: Vector) {
        self.set_x(vector.x);
        self.set_y(vector.y);
    }
}

impl RulesObject {
    /// A new object.
    pub(crate) fn new(rules: &Rules) -> Self {
        let object = Object::new().unchecked_into::<Self>();
        object.set_cohesion(rules.cohesion);
        object.set_alignment(rules.alignment);
        object.set_separation(rules.separation);
        object.set_radius(rules.radius);
        object.set_distance(rules.distance);
        object.set_speed(rules.speed);
        object
    }

    pub(crate) fn read(&self) -> Rules {
        Rules {
            cohesion: self.cohesion(),
            alignment: self.alignment(),
            separation: self.separation(),
            radius: self.radius(),
            distance: self.distance(),
            speed: self.speed(),
        }
    }
}

impl Route {
    /// A new object, at its first stop.
    pub(crate) fn new(stops: impl IntoIterator<Item = Vector>) -> Self {
        let route = Object::new().unchecked_into::<Self>();
        route.set_next(0);
        route.set_stops(&stops.into_iter().map(Point::new).collect());
        route
    }

    /// The stop that the route leads to next.
    pub(crate) fn goal(&self) -> Vector {
        self.stops().get(self.next()).unchecked_into::<Point>().read()
    }

    /// Leads on to the stop after.
    pub(crate) fn go_on(&self) {
        self.set_next((self.next() + 1) % self.stops().length().max(1));
    }
}

impl Tired {
    /// A new object.
    pub(crate) fn value(since: u32, is_old: bool) -> JsValue {
        let tired = Object::new().unchecked_into::<Self>();
        tired.set_since(since);
        tired.set_of(if is_old { AGE } else { FLIGHT });
        tired.into()
    }

    /// Whether it is tired of age, not of the flight.
    pub(crate) fn is_old(&self) -> bool {
        self.of() == AGE
    }
}
