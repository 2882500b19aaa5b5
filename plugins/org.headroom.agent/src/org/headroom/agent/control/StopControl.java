package org.headroom.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends the rig, at once or when its leases have ended, and stops single jobs. Any thread; its methods may wait. */
final class StopControl implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StopControl.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** Until a job that was stopped has its receipt: its grace, and the engine's time. */
    private static final Duration RECEIPT = Duration.ofMinutes(5);

    private final ControlledRig rig;
    private final AtomicReference<Runnable> ending = new AtomicReference<>(StopControl::exit);
    private @Nullable Thread leaving; // guarded by this
    private boolean closed; // guarded by this

    StopControl(ControlledRig rig) {
        this.rig = rig;
    }

    /** @param how ends the program in an orderly way; called on a thread of its own */
    void whenAsked(Runnable how) {
        ending.set(how);
    }

    /** As SIGTERM does: the hooks close what is open. */
    private static void exit() {
        System.exit(0);
    }

    /** Whether the rig ends when its leases have ended. */
    synchronized boolean isLeaving() {
        return leaving != null;
    }

    void stop(JsonNode request, Replies replies) throws IOException, InterruptedException {
        boolean drain = request.path("drain").asBoolean(false) && rig.desk().isPresent();
        if (drain) drain(rig.desk().get(), replies);
        else {
            LOG.info("The rig was asked over its socket to end");
            replies.send(done());
            end();
        }
    }

    private ObjectNode done() {
        ObjectNode done = Json.done().put("pid", ProcessHandle.current().pid());
        if (rig.restored().getAsBoolean())
            done.put("jobs", rig.desk().map(d -> running(d.view())).orElse(0));
        else done.putNull("jobs");
        return done;
    }

    private static int running(RigView view) {
        return (int) view.leases().stream()
                .filter(l -> !l.closed() && l.state().holdsGpu() && !(l.state() instanceof LeaseState.Bidding))
                .count();
    }

    private void end() {
        Thread.ofPlatform().daemon().name("rig-end").start(ending.get());
    }

    /** The rig takes no work from now on and ends when nothing runs; it does so without whoever asked. */
    private void drain(RigDesk desk, Replies replies) throws IOException, InterruptedException {
        LOG.info("The rig was asked over its socket to end when its leases have ended");
        desk.pauseUntilRestart();
        leave(desk);
        String told = "";
        WithdrawControl.Ticker ticker = new WithdrawControl.Ticker(replies);
        while (!isEmpty(desk.view())) {
            String words = left(desk.view());
            if (!words.equals(told)) replies.progress(words);
            told = words;
            ticker.pause();
        }
        replies.send(done());
    }

    private synchronized void leave(RigDesk desk) {
        if (leaving != null || closed) return;
        leaving = Thread.ofVirtual().name("control-drain").start(() -> {
            try {
                while (!isEmpty(desk.view())) TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                LOG.info("All leases have ended: the rig ends, as it was asked to");
                // Whoever waits for it is told first.
                TimeUnit.MILLISECONDS.sleep(2 * LOOK.toMillis());
                end();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** No bid is out, no job runs, and each that ran has its receipt. */
    private boolean isEmpty(RigView view) {
        return rig.restored().getAsBoolean()
                && view.status().mode() != RigStatus.Mode.TAKING_WORK
                && view.leases().stream().noneMatch(StopControl::isAwaited);
    }

    private static boolean isAwaited(LeaseView lease) {
        LeaseState state = lease.state();
        return !lease.closed()
                && (state.holdsGpu() || state instanceof LeaseState.Ended || state instanceof LeaseState.Numbered);
    }

    private static String left(RigView view) {
        long bids = view.leases().stream()
                .filter(l -> l.state() instanceof LeaseState.Bidding)
                .count();
        long jobs = view.leases().stream().filter(StopControl::isAwaited).count() - bids;
        return "The rig takes no new work and ends when nothing runs: " + jobs + (jobs == 1 ? " lease" : " leases")
                + " and " + bids + (bids == 1 ? " bid" : " bids") + " are left.";
    }

    /** What stopping a job means; the job goes on. */
    void ask(JsonNode request, Replies replies) throws IOException {
        Optional<LeaseView> lease = find(request, replies);
        if (lease.isEmpty()) return;
        LeaseView l = lease.get();
        Instants at = new Instants(rig.desk().orElseThrow().view());
        String earned = LeaseMoney.of(l, at.silent(), at.view().at())
                .map(LeaseMoney::earned)
                .map(u -> u.format(Usdc.DECIMALS) + " USDC")
                .orElse("nothing");
        replies.send(Json.done()
                .put("lease", l.state().id().value())
                .put("number", l.label())
                .put(
                        "words",
                        "The job of renter " + l.state().terms().bid().renter().brief()
                                + " ends now, before its time, and cannot be resumed. The renter is notified, and the"
                                + " receipt says that you stopped it. What ran is paid: " + earned
                                + " so far. What the rest of the lease would bring is lost."));
    }

    private record Instants(RigView view) {
        boolean silent() {
            return LeaseMoney.silent(view.chain(), view.at());
        }
    }

    /** Empty where it was refused. */
    private Optional<LeaseView> find(JsonNode request, Replies replies) throws IOException {
        String name = request.path("lease").asText("");
        Optional<LeaseView> lease = rig.desk().flatMap(d -> find(d.view(), name));
        if (lease.isEmpty()) {
            replies.refuse(
                    "no-lease",
                    "There is no open lease \"" + name + "\". './headroom status' lists them." + LeaseNames.hint(name));
            return Optional.empty();
        }
        if (lease.get().state() instanceof LeaseState.Running) return lease;
        replies.refuse(
                "not-running",
                "No job of " + lease.get().label() + " runs: its state is "
                        + LeaseJson.word(lease.get().state()) + ". Nothing was done.");
        return Optional.empty();
    }

    static Optional<LeaseView> find(RigView view, String name) {
        return view.leases().stream()
                .filter(l -> l.state().id().value().equals(name)
                        || l.number() != LeaseView.UNNUMBERED && l.label().equalsIgnoreCase(name))
                .findFirst();
    }

    /** Stops a job and waits for its receipt. */
    void stopLease(JsonNode request, Replies replies) throws IOException, InterruptedException {
        Optional<LeaseView> lease = find(request, replies);
        if (lease.isEmpty()) return;
        RigDesk desk = rig.desk().orElseThrow();
        LeaseId id = lease.get().state().id();
        LOG.info(
                "{} is stopped, as was asked over the rig's socket", lease.get().label());
        desk.stop(id);
        replies.progress("The job is told to stop, and the renter is notified.");
        long end = System.nanoTime() + RECEIPT.toNanos();
        WithdrawControl.Ticker ticker = new WithdrawControl.Ticker(replies);
        while (System.nanoTime() < end) {
            Optional<LeaseView> now = find(desk.view(), id.value());
            if (now.isEmpty() || now.get().closed() || now.get().state().isSettling()) {
                ObjectNode done = Json.done()
                        .put("lease", id.value())
                        .put("number", lease.get().label());
                Json.put(done, "amountDue", now.flatMap(l -> l.state().amountDue()));
                replies.send(done);
                return;
            }
            ticker.pause();
        }
        replies.refuse(
                "not-ended",
                "The job was told to stop, and has no receipt after " + RECEIPT.toMinutes()
                        + " minutes. The rig goes on trying; './headroom status' shows how the lease stands.");
    }

    @Override
    public synchronized void close() {
        closed = true;
        Thread thread = leaving;
        if (thread != null) thread.interrupt();
    }
}
