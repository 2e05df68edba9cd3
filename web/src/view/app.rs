use leptos::prelude::*;
use web_sys::File;

use crate::failure;
use crate::link::{can_bring_worlds, on_attach, read};
use crate::session::{Connection, Session, Status};
use crate::state::{Example, Query, Tab};
use crate::view::address;
use crate::view::archetypes::ArchetypeList;
use crate::view::bar::Bar;
use crate::view::beginning::{Beginning, begin};
use crate::view::busy::BusyBar;
use crate::view::drop::DropTarget;
use crate::view::entity::EntityPanel;
use crate::view::grid::EntityGrid;
use crate::view::kept::kept;
use crate::view::past::PastPanel;
use crate::view::query::HISTORY_KEY;
use crate::view::question::SharedQuestion;
use crate::view::shared::SharedPanel;
use crate::view::snapshots::SnapshotsPanel;
use crate::view::stage::Stage;
use crate::view::start::Start;
use crate::view::strip::HistoryStrip;
use crate::view::tabs::Tabs;
use crate::view::theme;
use crate::view::types::TypeList;
use crate::view::undo::UndoButtons;
use crate::view::watches::{AlarmNotice, WatchPanel};
use crate::view::worlds::{PastBanner, WorldSwitch};

/// Puts the inspector on the page. What cannot go on is shown in its place.
pub fn start() {
    failure::show_panics();
    if let Ok(Some(waiting)) = document().query_selector("#starting") {
        waiting.remove();
    }
    mount_to_body(|| {
        let session = Session::new(Query::new(address::query(), &kept(HISTORY_KEY).unwrap_or_default()));
        on_attach(&window(), move |port| session.attach(port));
        let beginning = begin(session);
        view! { <App session=session beginning=beginning /> }
    });
}

/// The inspector.
#[component]
fn App(
    /// The world that is looked at.
    session: Session,
    /// How the page was told to begin.
    beginning: Beginning,
) -> impl IntoView {
    let way = RwSignal::new(beginning);
    let example = Signal::derive(move || match way.get() {
        Beginning::Example(example) => Some(example),
        Beginning::Nowhere | Beginning::Elsewhere => None,
    });
    let has_example = Memo::new(move |_| example.get().is_some());
    let is_lost =
        Memo::new(move |_| way.get() == Beginning::Nowhere && session.status.get() == Status::Waiting);
    let show = move |example: Example| {
        session.with_query(|query| query.write(String::new()));
        way.set(Beginning::Example(example));
    };
    let can_open = can_bring_worlds(&window());
    let open = move |file: File| read(&file, move |name, bytes| session.open(name, bytes));
    let query = Memo::new(move |_| session.query.with(|query| query.text.trim().to_owned()));
    let theme = theme::chosen();
    address::keep_place(session);
    view! {
        <div class="page">
            <Bar
                status=session.status
                figures=session.figures
                theme=theme
                on_run=move |is_running| session.run(is_running)
                on_step=move |()| session.step()
            >
                <WorldSwitch session />
                <UndoButtons session />
            </Bar>
            <SharedQuestion session />
            <PastBanner session />
            <AlarmNotice session />
            <Notice status=session.status connection=session.connection notice=session.notice />
            <Show when=move || is_lost.get()>
                <Start
                    on_open=can_open.then(|| Callback::new(open))
                    on_example=show
                    on_channel=move |channel: String| {
                        way.set(Beginning::Elsewhere);
                        session.attach_channel(&channel);
                    }
                />
            </Show>
            <main class:away=is_lost>
                <div class="side">
                    <Show when=move || has_example.get()>
                        <Stage
                            example=Signal::derive(move || example.get().unwrap_or(Example::Flock))
                            on_choose=show
                            theme=theme
                        />
                    </Show>
                    <TypeList session query />
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
                <HistoryStrip session />
            </main>
            <BusyBar busy=session.travels.busy on_cancel=move |call| session.cancel(call) />
            <DropTarget on_file=move |file| {
                if can_open && is_lost.get_untracked() { open(file) } else { upload(session, &file) }
            } />
        </div>
    }
}

/// What a tab shows.
fn panel(session: Session, tab: Tab) -> AnyView {
    match tab {
        Tab::Entity => view! {
            <EntityPanel session />
            <PastPanel session />
        }
        .into_any(),
        Tab::Snapshots => {
            view! { <SnapshotsPanel session on_file=move |file| upload(session, &file) /> }.into_any()
        }
        Tab::Watches => view! { <WatchPanel session /> }.into_any(),
        Tab::Shared => view! {
            <SharedPanel session />
        }
        .into_any(),
    }
}

/// Keeps a file as a snapshot.
fn upload(session: Session, file: &File) {
    read(file, move |name, bytes| session.upload(name, bytes));
}

/// What has gone wrong, if anything has.
#[component]
fn Notice(
    /// How the conversation with the world stands.
    #[prop(into)]
    status: Signal<Status>,
    /// How the way to the world is.
    #[prop(into)]
    connection: Signal<Connection>,
    /// What went wrong with the last thing that was to be done.
    #[prop(into)]
    notice: Signal<Option<String>>,
) -> impl IntoView {
    let text = move || match (status.get(), connection.get()) {
        (Status::Failed(reason), _) => Some(format!("This world cannot be looked at: {reason}")),
        (_, Connection::Lost) => Some("Connection lost, trying again".into()),
        (_, Connection::Silent) => Some("The world does not answer".into()),
        (_, Connection::Sound) => notice.get(),
    };
    view! {
        <div role="status">
            {move || text().map(|text| view! { <p class="notice">{text}</p> })}
        </div>
    }
}
