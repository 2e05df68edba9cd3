use leptos::prelude::*;
use terrarium_ecs::EntityId;
use terrarium_inspect::{Edit, Type};

use crate::session::Session;
use crate::state::{EqualLine, GroupLine, Sharing, grouped};
use crate::view::joint::JointList;

/// Who shares values with whom, and who has equal values that could be shared.
#[component]
pub(crate) fn SharedPanel(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let sharing = session.sharing;
    let total = Memo::new(move |_| sharing.with(|sharing| sharing.total));
    let groups = move || sharing.with(|sharing| sharing.groups.iter().map(key).collect::<Vec<_>>());
    view! {
        <section class="panel shared" aria-labelledby="shared">
            <div class="title">
                <h2 id="shared">"Shared"</h2>
                <span class="count">{move || grouped(total.get())}</span>
            </div>
            <div class="lists">
                <ul class="groups" aria-label="Groups">
                    <For each=groups key=Clone::clone let:key>
                        <GroupItem session key />
                    </For>
                </ul>
                <Show when=move || total.get() == 0>
                    <p class="empty">"No entities share a value. Select some, and make a component of theirs shared."</p>
                </Show>
                <Turner session />
                <JointList session />
                <EqualList session />
            </div>
        </section>
    }
}

/// What tells a group from the others.
fn key(group: &GroupLine) -> (u32, u32) {
    (group.component, group.group)
}

/// One group: what it shares, how many share it, and the way to them.
#[component]
fn GroupItem(
    /// The world that is looked at.
    session: Session,
    /// The type and the number of the group.
    key: (u32, u32),
) -> impl IntoView {
    let find = move |sharing: &Sharing| {
        sharing.groups.iter().find(|group| (group.component, group.group) == key).cloned()
    };
    let group = Memo::new(move |_| session.sharing.with(find));
    let read = move |read: fn(&GroupLine) -> String| {
        group.with(|group| group.as_ref().map(read).unwrap_or_default())
    };
    let visit = move |visit: fn(Session, EntityId)| {
        group
            .with_untracked(|group| group.as_ref().map(|group| group.first))
            .into_iter()
            .for_each(|first| visit(session, first));
    };
    let join = move || {
        let (component, group) = (Type::Number(key.0), Some(key.1));
        session.with_selection(|entities| Edit::Share { entities, component, group });
    };
    view! {
        <li class="group">
            <span class="name">{move || read(|group| group.name.clone())}</span>
            <span class="value">{move || read(|group| group.value.clone())}</span>
            <span class="buttons">
                <button
                    type="button"
                    class="button small"
                    aria-label=move || read(|group| format!("{} holders of this {}", grouped(group.holders), group.name))
                    on:click=move |_| session.choose(&read(|group| group.query.clone()))
                >
                    {move || read(|group| format!("{} holders", grouped(group.holders)))}
                </button>
                <button
                    type="button"
                    class="button small"
                    aria-label=move || read(|group| format!("Edit this {}", group.name))
                    on:click=move |_| visit(Session::visit)
                >
                    "Edit"
                </button>
                <Show when=move || session.selected.get().is_some()>
                    <button
                        type="button"
                        class="button small"
                        aria-label=move || read(|group| format!("Join this {}", group.name))
                        on:click=move |_| join()
                    >
                        "Join"
                    </button>
                </Show>
            </span>
        </li>
    }
}

/// The way to the groups before and after.
#[component]
fn Turner(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let more = Memo::new(move |_| session.sharing.with(Sharing::more));
    let turn = move |forward: bool| session.with_sharing(|sharing| sharing.turn(forward));
    view! {
        <Show when=move || more.get() != (false, false)>
            <div class="turner">
                <button type="button" class="button small" disabled=move || !more.get().0 on:click=move |_| turn(false)>
                    "Previous groups"
                </button>
                <button type="button" class="button small" disabled=move || !more.get().1 on:click=move |_| turn(true)>
                    "Next groups"
                </button>
            </div>
        </Show>
    }
}

/// Equal values that could be shared, and what that would save.
#[component]
fn EqualList(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let equals = Memo::new(move |_| session.sharing.with(|sharing| sharing.equals.clone()));
    let summary =
        move || equals.get().map(|equals| summary(equals.compared, equals.is_cut, equals.lines.len()));
    let lines = move || equals.get().map(|equals| equals.lines).unwrap_or_default();
    let item = move |(at, line): (usize, EqualLine)| {
        view! {
            <li class="group">
                <span class="name">{line.name}</span>
                <span class="value">{line.value}</span>
                <span class="buttons">
                    <span class="note">{format!("{} equal, {} to save", grouped(line.entities), line.saved)}</span>
                    <button type="button" class="button small" on:click=move |_| session.share_equals(at as u32)>
                        "Share"
                    </button>
                </span>
            </li>
        }
    };
    view! {
        <div class="equals">
            <div class="subtitle">
                <h3>"Equal values"</h3>
                <button type="button" class="button small" on:click=move |_| session.find_equals()>
                    "Find equal values"
                </button>
            </div>
            <p class="note" role="status">{summary}</p>
            <ul class="groups" aria-label="Equal values">
                {move || lines().into_iter().enumerate().map(item).collect_view()}
            </ul>
        </div>
    }
}

fn summary(compared: u32, is_cut: bool, found: usize) -> String {
    let values = if compared == 1 { "value" } else { "values" };
    let compared = format!("{}{} {values}", if is_cut { "the first " } else { "" }, grouped(compared));
    match found {
        0 => format!("Of {compared}, no two are equal that are not shared."),
        1 => format!("Of {compared}, some are equal in one way."),
        _ => format!("Of {compared}, some are equal in {found} ways."),
    }
}

#[cfg(test)]
mod tests {
    use super::summary;

    #[test]
    fn what_was_compared_is_said_in_words() {
        assert_eq!(summary(1_000, false, 0), "Of 1,000 values, no two are equal that are not shared.");
        assert_eq!(summary(1, false, 0), "Of 1 value, no two are equal that are not shared.");
        assert_eq!(summary(1_000, true, 2), "Of the first 1,000 values, some are equal in 2 ways.");
    }
}
