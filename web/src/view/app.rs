use leptos::prelude::*;

use crate::failure;
use crate::link::on_attach;
use crate::session::{Session, Status};
use crate::state::{Query, Tab};
use crate::view::address;
use crate::view::archetypes::ArchetypeList;
use crate::view::bar::Bar;
use crate::view::entity::EntityPanel;
use crate::view::grid::EntityGrid;
use crate::view::kept::kept;
use crate::view::query::HISTORY_KEY;
use crate::view::question::SharedQuestion;
use crate::view::shared::SharedPanel;
use crate::view::stage::Stage;
use crate::view::tabs::Tabs;
use crate::view::theme;
use crate::view::types::TypeList;
use crate::view::undo::UndoButtons;

/// Puts the inspector on the page. What cannot go on is shown in its place.
pub fn start() {
    failure::show_panics();
    if let Ok(Some(waiting)) = document().query_selector("#starting") {
        waiting.remove();
    }
    mount_to_body(|| {
        let session = Session::new(Query::new(address::query(), &kept(HISTORY_KEY).unwrap_or_default()));
        on_attach(&window(), move |port| session.attach(port));
        view! { <App session=session /> }
    });
}

/// The inspector.
#[component]
fn App(
    /// The world that is looked at.
    session: Session,
) -> impl IntoView {
    let query = Memo::new(move |_| session.query.with(|query| query.text.trim().to_owned()));
    let theme = theme::chosen();
    Effect::new(move |_| address::put_query(&query.get()));
    view! {
        <div class="page">
            <Bar
                status=session.status
                figures=session.figures
                theme=theme
                on_run=move |is_running| session.run(is_running)
                on_step=move |()| session.step()
            >
                <UndoButtons session=session />
            </Bar>
            <SharedQuestion session=session />
            <Notice status=session.status notice=session.notice />
            <main>
                <div class="side">
                    <Stage theme=theme />
                    <TypeList
                        census=session.census
                        query=query
                        on_choose=move |query: String| session.choose(&query)
                    />
                    <ArchetypeList
                        census=session.census
                        query=query
                        on_choose=move |query: String| session.choose(&query)
                    />
                </div>
                <EntityGrid session=session />
                <Tabs
                    chosen=session.tab
                    on_choose=move |tab| session.open_tab(tab)
                    panel=move |tab| panel(session, tab)
                />
            </main>
        </div>
    }
}

/// What a tab shows.
fn panel(session: Session, tab: Tab) -> AnyView {
    match tab {
        Tab::Entity => view! {
            <EntityPanel session=session />
        }
        .into_any(),
        Tab::Shared => view! {
            <SharedPanel census=session.census on_choose=move |query: String| session.choose(&query) />
        }
        .into_any(),
    }
}

/// What has gone wrong, if anything has.
#[component]
fn Notice(
    /// How the conversation with the world stands.
    #[prop(into)]
    status: Signal<Status>,
    /// What went wrong with the last thing that was to be done.
    #[prop(into)]
    notice: Signal<Option<String>>,
) -> impl IntoView {
    let text = move || match status.get() {
        Status::Failed(reason) => Some(format!("This world cannot be looked at: {reason}")),
        Status::Waiting | Status::Attached(_) => notice.get(),
    };
    view! {
        <div role="status">
            {move || text().map(|text| view! { <p class="notice">{text}</p> })}
        </div>
    }
}
