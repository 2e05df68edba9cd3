use terrarium_inspect::{Column, FromJson, Row, Text, Value};

use super::*;
use crate::state::viewport::ROW_PIXELS;

fn limits() -> Limits {
    Limits { rows_max: 500, openings_max: 100, text_units_max: 65_536, depth_max: 100, ..Limits::default() }
}

/// A world of entities by ascending index, and an inspector that looks at it.
struct Scene {
    entities: Vec<EntityId>,
    inspector: Inspector,
    /// Each once, while it stays the same.
    asked: Vec<RowsRequest>,
}

fn entity(index: u32) -> EntityId {
    EntityId::new(0, index, 0).expect("in range")
}

impl Scene {
    fn new(count: u32) -> Self {
        let mut inspector = Inspector::default();
        inspector.allow(limits());
        inspector.resize(10.0 * ROW_PIXELS);
        let mut scene = Self { entities: (1..=count).map(entity).collect(), inspector, asked: Vec::new() };
        scene.look();
        scene
    }

    /// What a world would answer.
    fn answer(&self, request: RowsRequest) -> Found<RowsRequest, Rows> {
        let locate = |wanted: EntityId| {
            let row = self.entities.partition_point(|entity| *entity < wanted);
            Tracked { row: row as u32, listed: self.entities.get(row) == Some(&wanted) }
        };
        let moved =
            request.anchor.map_or(0, |anchor| i64::from(locate(anchor.entity).row) - i64::from(anchor.row));
        let first = shifted(request.first, moved).min(self.entities.len() as u32);
        let listed = self.entities.iter().skip(first as usize).take(request.count as usize);
        let row = |entity: &EntityId| Row {
            entity: Some(*entity),
            members: 0,
            cells: vec![Value::Null],
            shared: vec![],
        };
        let content = Rows {
            total: self.entities.len() as u32,
            moved,
            first,
            columns: vec![Column { name: Text::from("Age"), component: Some(0) }],
            rows: listed.map(row).collect(),
            tracked: request.track.map(locate),
        };
        Found { request, content, took: 0.0 }
    }

    /// Asks until nothing new is asked.
    fn look(&mut self) {
        loop {
            let request = self.inspector.rows_request();
            let found = self.answer(request.clone());
            self.inspector.take_rows(&found);
            if self.asked.last() == Some(&request) {
                break;
            }
            self.asked.push(request);
        }
    }

    fn destroy(&mut self, indices: impl IntoIterator<Item = u32>) {
        let gone: Vec<EntityId> = indices.into_iter().map(entity).collect();
        self.entities.retain(|entity| !gone.contains(entity));
    }

    fn first_in_view(&self) -> (Option<u32>, f64) {
        let (row, hidden) = self.inspector.viewport.first();
        (self.inspector.table.line(row).and_then(|line| Some(line.entity()?.index())), hidden)
    }

    fn selected(&self) -> Option<u32> {
        self.inspector.selected.map(EntityId::index)
    }
}

#[test]
fn what_is_in_view_stays_while_rows_above_go() {
    let mut scene = Scene::new(3_000);
    scene.inspector.scrolled(1_000.0 * ROW_PIXELS + 9.0);
    scene.look();
    assert_eq!(scene.first_in_view(), (Some(1_001), 9.0));
    scene.destroy((1..1_000).step_by(3));
    scene.look();
    assert_eq!(scene.first_in_view(), (Some(1_001), 9.0));
    scene.destroy([1_001]);
    scene.look();
    assert_eq!(scene.first_in_view(), (Some(1_002), 9.0));
}

#[test]
fn at_the_top_one_stays_at_the_top() {
    let mut scene = Scene::new(3_000);
    scene.destroy([1]);
    scene.look();
    scene.entities.insert(0, entity(1));
    scene.look();
    assert_eq!(scene.first_in_view(), (Some(1), 0.0));
}

#[test]
fn the_selection_moves_along_the_rows_and_is_kept_in_view() {
    let mut scene = Scene::new(3_000);
    let mut press = |motion| {
        scene.inspector.step(motion);
        scene.look();
        let row = scene.inspector.tracked.map(|tracked| tracked.row);
        assert!(row.is_some_and(|row| scene.inspector.viewport.window().contains(&row)));
        scene.selected()
    };
    assert_eq!(press(Motion::Down), Some(1));
    assert_eq!(press(Motion::Down), Some(2));
    assert_eq!(press(Motion::End), Some(3_000));
    assert_eq!(press(Motion::PageUp), Some(3_000 - 9));
    assert_eq!(press(Motion::Home), Some(1));
}

#[test]
fn keys_that_come_before_the_rows_are_all_heeded() {
    let mut scene = Scene::new(3_000);
    scene.inspector.step(Motion::End);
    (0..3).for_each(|_| scene.inspector.step(Motion::Up));
    assert_eq!(scene.selected(), None);
    scene.look();
    assert_eq!(scene.selected(), Some(2_997));
}

#[test]
fn from_a_dead_entity_the_selection_moves_to_its_neighbours() {
    let mut scene = Scene::new(3_000);
    scene.inspector.visit(entity(500));
    scene.look();
    scene.destroy([500]);
    let request = scene.inspector.rows_request();
    let found = scene.answer(request);
    scene.inspector.take_rows(&found);
    scene.inspector.step(Motion::Down);
    scene.look();
    assert_eq!(scene.selected(), Some(501));
}

#[test]
fn a_visited_entity_is_brought_into_view_also_by_another_query() {
    let mut scene = Scene::new(3_000);
    scene.inspector.visit(entity(2_000));
    scene.look();
    assert!(scene.inspector.viewport.window().contains(&1_999));
    scene.destroy((1..1_000).step_by(2));
    scene.inspector.ask("even");
    scene.look();
    assert!(scene.inspector.viewport.window().contains(&1_499));
    assert_eq!(scene.inspector.rows_request().query, "even");
}

#[test]
fn answers_to_another_query_are_passed_over() {
    let mut scene = Scene::new(3_000);
    let request = scene.inspector.rows_request();
    let stale = scene.answer(request);
    scene.inspector.ask("even");
    assert!(!scene.inspector.take_rows(&stale));
}

#[test]
fn looking_asks_for_no_more_than_a_windowful() {
    let mut scene = Scene::new(1_000_000);
    assert!(scene.inspector.rows_request().count < 64);
    for pixel in 0..280 {
        scene.inspector.scrolled(f64::from(pixel));
        scene.look();
    }
    let anchors: Vec<_> = scene.asked.iter().map(|request| request.anchor.is_some()).collect();
    assert_eq!(anchors, [false, true], "at the top, and once that is left");
    scene.inspector.scrolled(28.0 * 400_000.0);
    scene.look();
    assert_eq!(scene.asked.len(), 4, "the new rows, and then with an anchor among them");
}

#[test]
fn an_entity_is_drawn_when_it_is_told_and_when_a_node_is_opened() {
    let mut scene = Scene::new(10);
    let told = r#"{"entity":3,"alive":true,"tick":9,"components":[{"type":0,"name":"Age","value":["object","",1,0,"a",["object","",1,0,"b",1]],"shared":null}]}"#;
    let view = EntityView::from_text(told).expect("an entity");
    scene.inspector.take_entity(view.clone());
    assert!(scene.inspector.panel().is_none(), "nobody asked for it");
    scene.inspector.select(Some(entity(3)));
    scene.inspector.take_entity(view);
    let lines = |inspector: &Inspector| inspector.panel().map(|panel| panel.lines.len());
    assert_eq!(lines(&scene.inspector), Some(2));
    let node = scene.inspector.panel().map(|panel| panel.lines[1].node.clone()).expect("a line");
    scene.inspector.choose(&node, &Action::Toggle);
    assert_eq!(lines(&scene.inspector), Some(3));
    let request = scene.inspector.entity_request().expect("selected");
    assert_eq!((request.entity, request.open.len()), (entity(3), 1));
    scene.inspector.select(None);
    assert!(scene.inspector.entity_request().is_none() && scene.inspector.panel().is_none());
}
