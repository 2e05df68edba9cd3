use leptos::prelude::*;
use terrarium_inspect::{Edit, Text, Type};

use crate::session::Session;
use crate::state::{Census, EntityPanel, plain};
use crate::view::picker::TypePicker;

/// What can be done with entities as a whole: one more component, and making, doubling, joining and ending them.
#[component]
pub(crate) fn Lives(
    /// The world that is changed.
    session: Session,
    /// Whether the entity that is looked at lives.
    is_alive: Memo<bool>,
    /// How many are selected beside it.
    others: Memo<usize>,
) -> impl IntoView {
    let is_some = Memo::new(move |_| session.selected.get().is_some() && is_alive.get());
    let held =
        Memo::new(move |_| session.entity.with(|entity| entity.as_deref().map(held).unwrap_or_default()));
    let types = Memo::new(move |_| session.census.with(|census| held.with(|held| addable(census, held))));
    let is_one = Signal::derive(move || is_some.get() && others.get() == 0);
    let is_two = Signal::derive(move || is_some.get() && others.get() == 1);
    let duplicate = move |()| session.with_selection(|entities| Edit::Duplicate { entities });
    let destroy = move |()| session.with_selection(|entities| Edit::Destroy { entities });
    view! {
        <div class="lives">
            <Show when=move || is_some.get()>
                <TypePicker types=types on_choose=Callback::new(move |component| session.add(component)) />
                <div class="buttons" role="group" aria-label="Components">
                    <Deed name="Copy all" is_possible=is_some.into() act=move |()| session.copy(None) />
                    <Deed name="Paste" is_possible=is_some.into() act=move |()| session.paste() />
                </div>
            </Show>
            <div class="buttons" role="group" aria-label="Entities">
                <Deed name="Create" is_possible=Signal::stored(true) act=move |()| session.create() />
                <Deed name="Duplicate" is_possible=is_some.into() act=duplicate />
                <Deed name="Destroy" is_possible=is_some.into() act=destroy />
                <Deed name="Merge" is_possible=is_two act=move |()| session.merge() />
                <Deed name="Split" is_possible=is_one act=move |()| session.split() />
            </div>
        </div>
    }
}

/// Something that can be done, or not now.
#[component]
fn Deed(
    /// What it is.
    name: &'static str,
    /// Whether it can be done now.
    is_possible: Signal<bool>,
    /// Does it.
    #[prop(into)]
    act: Callback<()>,
) -> impl IntoView {
    view! {
        <button type="button" class="button small" disabled=move || !is_possible.get() on:click=move |_| act.run(())>
            {name}
        </button>
    }
}

/// The numbers of the types that an entity has.
fn held(entity: &EntityPanel) -> Vec<u32> {
    entity.lines.iter().filter(|line| line.level() == 1).map(|line| line.node.0).collect()
}

/// Types that an entity does not have, and those that nobody has yet.
fn addable(census: &Census, held: &[u32]) -> Vec<(String, Type)> {
    let used = (0..).zip(&census.types).filter(|(number, _)| !held.contains(number));
    let used = used.map(|(number, of)| (of.name.clone(), Type::Number(number)));
    let unused = census.unused.iter().map(|name: &Text| (plain(name), Type::Name(name.clone())));
    used.chain(unused).collect()
}
