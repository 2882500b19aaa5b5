package org.headroom.console.desk;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.headroom.model.lease.LeaseSummary;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;

/**
 * Closed leases that are older than those in the rig's view, read from the ledger a page at a time, the latest closed first,
 * without gaps. Holds a limited number. All methods on the UI thread; the ledger is read elsewhere.
 */
public final class ClosedLeases {
    public static final int PAGE = 100;
    /** Held at most; older ones are in the ledger alone. */
    public static final int MOST = 1_000;

    private static final long ANSWER_WITHIN_S = 30;
    private static final long RETRY_AFTER_NS = TimeUnit.SECONDS.toNanos(30);

    private final Executor ui;
    private final Runnable changed;
    private final LongSupplier nanoTime;
    private Optional<RigDesk> desk = Optional.empty();
    private List<LeaseSummary> held = List.of();
    /** Leases that left the view since the last page, until they meet those that are held. */
    private List<LeaseSummary> newer = List.of();

    private int newerRead;
    private Set<LeaseId> inView = Set.of();
    private long total;
    private long heldSince;
    private boolean end;
    private boolean wanted;
    private Optional<Instant> reach = Optional.empty();
    private boolean reading;
    private Optional<String> failure = Optional.empty();
    private long failedAt;
    /** Goes up when all is forgotten: answers to earlier questions are dropped. */
    private int generation;

    /**
     * @param ui runs an action on the UI thread soon
     * @param changed told on the UI thread when there is something new
     */
    public ClosedLeases(Executor ui, Runnable changed) {
        this(ui, changed, System::nanoTime);
    }

    ClosedLeases(Executor ui, Runnable changed, LongSupplier nanoTime) {
        this.ui = ui;
        this.changed = changed;
        this.nanoTime = nanoTime;
    }

    /** Takes in a new view. Forgets everything where the rig is away or another. */
    public void update(Optional<RigDesk> now, Optional<RigView> view) {
        if (!now.equals(desk) || view.isEmpty()) forget();
        desk = now;
        if (view.isEmpty()) return;
        RigView rig = view.get();
        total = rig.closed().leases();
        inView = rig.leases().stream()
                .filter(LeaseView::closed)
                .map(l -> l.state().id())
                .collect(Collectors.toUnmodifiableSet());
        if (held.isEmpty() && !reading) heldSince = total;
        ask();
    }

    private void forget() {
        generation++;
        held = List.of();
        newer = List.of();
        newerRead = 0;
        inView = Set.of();
        total = 0;
        heldSince = 0;
        end = false;
        wanted = false;
        reading = false;
        failure = Optional.empty();
    }

    /** Those that were read and are not in the view, the latest closed first. The same list until something changes. */
    public List<LeaseSummary> older() {
        return held;
    }

    public Optional<LeaseSummary> find(LeaseId lease) {
        return held.stream().filter(s -> s.lease().equals(lease)).findFirst();
    }

    /** How many closed leases the ledger has beyond those that are shown. */
    public long left() {
        return end ? 0 : Math.max(0, total - inView.size() - held.size());
    }

    public boolean isFull() {
        return held.size() >= MOST;
    }

    public boolean isReading() {
        return reading;
    }

    /** Why the last page could not be read. */
    public Optional<String> failure() {
        return failure;
    }

    /** Reads the next page. */
    public void more() {
        failure = Optional.empty();
        wanted = true;
        ask();
    }

    /** Reads pages until they reach back to a moment, as far as the limit allows. A page that fails is tried again later. */
    public void reachTo(Instant from) {
        reach = Optional.of(from);
        ask();
    }

    /** Whether everything that was closed since a moment is known. */
    public boolean reaches(Instant from) {
        return left() == 0 || !held.isEmpty() && held.getLast().endedAt().isBefore(from);
    }

    private void ask() {
        if (failure.isPresent() && nanoTime.getAsLong() - failedAt > RETRY_AFTER_NS && reach.isPresent())
            failure = Optional.empty();
        if (reading || failure.isPresent() || desk.isEmpty()) return;
        boolean catchingUp = heldSince != total;
        boolean next = wanted || reach.filter(r -> !reaches(r)).isPresent();
        if (!catchingUp && (!next || isFull() || left() == 0)) {
            wanted = false;
            return;
        }
        int skip = inView.size() + (catchingUp ? newerRead : held.size());
        int asked = generation;
        long askedTotal = total;
        reading = true;
        desk.get()
                .closedLeases(skip, PAGE)
                .copy()
                .orTimeout(ANSWER_WITHIN_S, TimeUnit.SECONDS)
                .whenComplete((page, error) -> ui.execute(() -> {
                    if (asked != generation) return;
                    reading = false;
                    if (error != null) failed(error);
                    else if (catchingUp) takeNewer(page, askedTotal);
                    else takeOlder(page);
                    changed.run();
                    ask();
                }));
    }

    private void failed(Throwable error) {
        failure = Optional.of(Failures.words(error));
        failedAt = nanoTime.getAsLong();
        wanted = false;
    }

    private void takeOlder(List<LeaseSummary> page) {
        wanted = false;
        held = limited(join(held, page));
        end = page.size() < PAGE;
    }

    private void takeNewer(List<LeaseSummary> page, long askedTotal) {
        Set<LeaseId> known = ids(held);
        boolean met = page.size() < PAGE || page.stream().anyMatch(s -> known.contains(s.lease()));
        newer = join(newer, page);
        newerRead += page.size();
        boolean tooMany = newer.size() >= MOST;
        if (!met && !tooMany) return;
        List<LeaseSummary> all = limited(tooMany ? newer : join(newer, held));
        end = end && all.size() < MOST;
        held = all;
        newer = List.of();
        newerRead = 0;
        heldSince = askedTotal;
    }

    /** Those of the second list that are not in the first or in the view, after the first. */
    private List<LeaseSummary> join(List<LeaseSummary> first, List<LeaseSummary> second) {
        Set<LeaseId> known = ids(first);
        List<LeaseSummary> all = new ArrayList<>(first);
        for (LeaseSummary s : second) if (!inView.contains(s.lease()) && known.add(s.lease())) all.add(s);
        return all;
    }

    private static Set<LeaseId> ids(List<LeaseSummary> leases) {
        return leases.stream().map(LeaseSummary::lease).collect(Collectors.toCollection(HashSet::new));
    }

    private static List<LeaseSummary> limited(List<LeaseSummary> leases) {
        return List.copyOf(leases.size() > MOST ? leases.subList(0, MOST) : leases);
    }
}
