//! Drafts: batches whose steps are numbers and whose values stay in JavaScript.

use js_sys::{Array, Error, Function, Object};
use terrarium_wasm::{Core, Draft, Refusal};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

use super::core::{core, id, no, with};
use super::values::is;

// Kinds of steps.
const NEW: f64 = 0.0;
const COMPONENT: f64 = 1.0;
const UPDATE: f64 = 2.0;
const INSERT: f64 = 3.0;
const REMOVE: f64 = 4.0;
const DESTROY: f64 = 5.0;

/// The token of the value at a place, to be set plainly.
fn plain(place: u32) -> f64 {
    f64::from(place * 2)
}

/// The token of the value at a place, to be shared.
fn shared(place: u32) -> f64 {
    f64::from(place * 2 + 1)
}

fn apply(core: &mut Core, steps: &[[f64; 4]], values: &[JsValue]) -> Vec<f64> {
    let applied = core.apply(Draft::new(steps.as_flattened()), &values.iter().collect::<Array>());
    assert_eq!(core.check(), None);
    applied
}

fn value(core: &Core, component: u32, index: u32) -> JsValue {
    Array::from(&Array::from(&core.column(component).get(0)).get(0)).get(index)
}

#[wasm_bindgen_test]
fn a_draft_does_every_kind_of_step() {
    let mut core = core(3);
    let (first, second) = (with(&mut core, &[0, 1]), with(&mut core, &[0]));
    let values = [Object::new().into(), "text".into(), JsValue::NULL];
    let steps = [
        [NEW, 0.0, 0.0, 0.0],
        [COMPONENT, 0.0, 2.0, shared(0)],
        [COMPONENT, 0.0, 0.0, plain(2)],
        [NEW, 0.0, 0.0, 0.0],
        [UPDATE, first, 0.0, plain(1)],
        [INSERT, first, 2.0, shared(0)],
        [REMOVE, first, 1.0, 0.0],
        [DESTROY, second, 0.0, 0.0],
    ];
    assert_eq!(apply(&mut core, &steps, &values), [id(3, 0), id(4, 0)]);
    assert_eq!(
        [1, 2, 3, 4].map(|index| core.components_of(id(index, 0))),
        [vec![0, 2], vec![], vec![0, 2], vec![]]
    );
    assert!(is(&value(&core, 2, 1), &values[0]) && is(&value(&core, 2, 3), &values[0]));
    assert!(is(&value(&core, 0, 1), &values[1]) && is(&value(&core, 0, 3), &values[2]));
    assert_eq!((core.group_counts(2), core.size()), (vec![1.0, 2.0], 3));
}

#[wasm_bindgen_test]
fn an_empty_draft_answers_no_one() {
    let mut core = core(1);
    assert_eq!(apply(&mut core, &[], &[]), Vec::<f64>::new());
}

#[wasm_bindgen_test]
fn a_refused_draft_tells_the_refusal_the_kind_and_the_place() {
    let mut core = core(2);
    let living = with(&mut core, &[0]);
    let stale = id(9, 0);
    for (kind, refused, refusal) in [
        (UPDATE, stale, Refusal::Stale),
        (INSERT, stale, Refusal::Stale),
        (REMOVE, 1.0, Refusal::WrongShard),
        (DESTROY, id(0, 0), Refusal::Reserved),
        (UPDATE, f64::NAN, Refusal::Stale),
        (DESTROY, -1.0, Refusal::Stale),
    ] {
        let good =
            if kind == DESTROY { [INSERT, living, 0.0, plain(0)] } else { [kind, living, 0.0, plain(0)] };
        let steps = [[NEW, 0.0, 0.0, 0.0], good, [kind, refused, 0.0, plain(0)]];
        let place = if kind == DESTROY { 0.0 } else { 1.0 };
        assert_eq!(
            apply(&mut core, &steps, &["other".into()]),
            [no(refusal), kind, place],
            "{kind} {refused}"
        );
        assert_eq!((core.size(), value(&core, 0, 1)), (1, JsValue::from(0)));
    }
    let missing = [[UPDATE, living, 1.0, plain(0)]];
    assert_eq!(apply(&mut core, &missing, &["other".into()]), [no(Refusal::Missing), UPDATE, 0.0]);
}

#[wasm_bindgen_test]
fn too_many_new_entities_are_refused_at_the_first_too_many() {
    let mut core = Core::new(0, 3, 1, 1).expect("shard 0");
    let steps = [[NEW, 0.0, 0.0, 0.0]; 5];
    assert_eq!(apply(&mut core, &steps, &[]), [no(Refusal::EntitiesMax), NEW, 3.0]);
    assert_eq!(core.size(), 0);
    assert_eq!(apply(&mut core, &steps[..3], &[]), [1.0, 2.0, 3.0]);
}

#[wasm_bindgen_test]
fn folding_hands_tokens_to_javascript_and_takes_one_back() {
    let mut core = core(2);
    let entity = with(&mut core, &[0]);
    let steps = [
        [INSERT, entity, 1.0, plain(3)],
        [UPDATE, entity, 0.0, plain(0)],
        [INSERT, entity, 0.0, shared(1)],
        [INSERT, entity, 0.0, plain(2)],
    ];
    let mut draft = Draft::new(steps.as_flattened());
    // Notes what it is given, and answers the token of a place after the last.
    let combine = Function::new_with_args(
        "component, first, later",
        "(this.calls ??= []).push([component, first, later].join()); return 8 + (first & 1 | later & 1)",
    );
    let log = JsValue::from(Object::new());
    draft.fold(&combine.bind0(&log)).expect("nothing is thrown");
    let calls = js_sys::Reflect::get(&log, &"calls".into()).expect("an ordinary object");
    assert_eq!(Array::from(&calls).join(" ").as_string().as_deref(), Some("0,0,3 0,9,4"));
    let values: Array = ["a", "b", "c", "d", "folded"].into_iter().map(JsValue::from).collect();
    assert_eq!(core.apply(draft, &values), Vec::<f64>::new());
    assert_eq!((value(&core, 0, 1), value(&core, 1, 1)), ("folded".into(), "d".into()));
    assert_eq!((core.sharing(entity, 0), core.check()), (1.0, None));
}

#[wasm_bindgen_test]
fn what_combining_throws_is_thrown() {
    let mut core = core(1);
    let entity = with(&mut core, &[]);
    let steps = [[INSERT, entity, 0.0, plain(0)], [INSERT, entity, 0.0, plain(1)]];
    let mut draft = Draft::new(steps.as_flattened());
    let thrown = draft.fold(&Function::new_no_args("throw new RangeError('no')")).expect_err("thrown");
    assert_eq!(Error::from(thrown).message(), "no");
    assert_eq!((core.components_of(entity), core.check()), (vec![], None));
}
