package org.headroom.agent.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.headroom.model.rig.LeaseView;

/** The rig's side of its socket: what each request does. */
public final class RigControl implements ControlHandler, AutoCloseable {
    /** Commands that wait for something at a time, so that others are answered meanwhile. */
    static final int MOST_WAITING = 4;

    private final ControlledRig rig;
    private final Clock clock;
    private final StopControl stops;
    private final Optional<WithdrawControl> withdrawals;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final ControlServer server;

    private RigControl(Path home, Map<String, String> environment, ControlledRig rig, Clock clock) throws IOException {
        this.rig = rig;
        this.clock = clock;
        this.stops = new StopControl(rig);
        this.withdrawals = rig.desk().map(WithdrawControl::new);
        this.server = ControlServer.open(home, environment, this);
    }

    /** @throws IOException where nobody can connect, with the reason as the second half of a sentence */
    public static RigControl open(Path home, Map<String, String> environment, ControlledRig rig, Clock clock)
            throws IOException {
        return new RigControl(home, environment, rig, clock);
    }

    /** @param how ends the rig's program in an orderly way; called on a thread of its own */
    public void whenAskedToEnd(Runnable how) {
        stops.whenAsked(how);
    }

    @Override
    public void handle(JsonNode request, Replies replies) throws IOException, InterruptedException {
        switch (request.path("do").asText("")) {
            case "status" -> replies.send(StatusJson.of(rig, stops.isLeaving(), clock.instant()));
            case "lease" -> lease(request, replies);
            case "quote" -> inTurn(replies, () -> withdrawals(replies, w -> w.quote(replies)));
            case "withdraw" -> inTurn(replies, () -> withdrawals(replies, w -> w.withdraw(request, replies)));
            case "stop" -> {
                // Ending at once waits for nobody, and is never refused.
                if (request.path("drain").asBoolean(false)) inTurn(replies, () -> stops.stop(request, replies));
                else stops.stop(request, replies);
            }
            case "ask-stop-lease" -> stops.ask(request, replies);
            case "stop-lease" -> inTurn(replies, () -> stops.stopLease(request, replies));
            default ->
                replies.refuse("unknown", "This rig knows no such request: use the command line of the rig's build.");
        }
    }

    /** A lease's own name, for what is kept under it. */
    private void lease(JsonNode request, Replies replies) throws IOException {
        String name = request.path("lease").asText("");
        Optional<LeaseView> lease = rig.desk().flatMap(d -> StopControl.find(d.view(), name));
        if (lease.isEmpty()) {
            replies.refuse("no-lease", "The rig knows no lease \"" + name + "\" any more or yet.");
            return;
        }
        ObjectNode done = Json.done().put("lease", lease.get().state().id().value());
        replies.send(done.put("number", lease.get().label()));
    }

    @FunctionalInterface
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    @FunctionalInterface
    private interface OfWithdrawals {
        void run(WithdrawControl withdrawals) throws IOException, InterruptedException;
    }

    private void inTurn(Replies replies, Task task) throws IOException, InterruptedException {
        if (!waiting.tryAcquire()) {
            replies.refuse("busy", "The rig waits for " + MOST_WAITING + " other commands: try again in some seconds.");
            return;
        }
        try {
            task.run();
        } finally {
            waiting.release();
        }
    }

    private void withdrawals(Replies replies, OfWithdrawals task) throws IOException, InterruptedException {
        if (withdrawals.isPresent()) task.run(withdrawals.get());
        else
            replies.refuse(
                    "watching", "This rig only watches its GPUs: it has no wallet, and there is nothing to withdraw.");
    }

    @Override
    public void close() throws IOException {
        stops.close();
        server.close();
    }
}
