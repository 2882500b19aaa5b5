package org.headroom.engine;

import static org.headroom.engine.Gates.failed;
import static org.headroom.engine.Gates.passed;

import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.Requirements;
import org.headroom.model.rig.Decision.Gate;

/** What the rig as a whole has to say, whatever the order. */
final class RigGates {
    /** In {@link EngineStatus#engine}. */
    private static final String DOCKER = "docker";

    private RigGates() {}

    static Gate takingWork(Capacity capacity) {
        return capacity.takingWork()
                ? passed("taking work", "the rig is taking work")
                : failed("taking work", "the rig is paused");
    }

    static Gate ledger(Capacity capacity) {
        return capacity.trouble()
                .map(t -> failed("ledger", t))
                .orElseGet(() -> passed("ledger", "the ledger can be written"));
    }

    static Gate engine(EngineStatus engine) {
        if (!engine.up()) return failed("container engine", engine.message());
        return UnsafeVersions.of(engine)
                .map(why -> failed("container engine", why))
                .orElseGet(() ->
                        passed("container engine", engine.engine() + " is ready" + UnsafeVersions.unknown(engine)));
    }

    static Gate chain(Capacity capacity) {
        return capacity.chain().up()
                ? passed("chain", capacity.chain().name() + " answers")
                : failed("chain", capacity.chain().message());
    }

    /** Whether the image is in the engine's store is another gate's. */
    static Gate image(BidCase it) {
        return it.policy()
                .images()
                .refusal(it.order().manifest().image())
                .map(why -> failed("image", why + "; \"images\" in rig.json lists those that renters may run"))
                .orElseGet(() -> passed("image", "the image is offered to renters"));
    }

    /** Known only of images that are offered: of others nothing is told. */
    static Gate storedImage(BidCase it) {
        return it.capacity()
                        .missing()
                        .contains(it.policy().images(), it.order().manifest().image())
                ? failed(
                        "stored image",
                        "the image is in \"images\" of rig.json and not in the container engine's store: load it, or"
                                + " correct its name")
                : passed("stored image", "no offered image is known to be missing for it");
    }

    /** Docker's containerd keeps a job's variables in its database, and what was removed in free pages of it. */
    static Gate secrets(BidCase it) {
        int count = it.order().manifest().secrets().size();
        if (count == 0) return passed("secrets", "has no sealed variables");
        if (!it.capacity().engine().engine().equals(DOCKER))
            return passed("secrets", "the container engine keeps no sealed variables");
        return it.policy().secretsOnDocker()
                ? passed("secrets", "Docker keeps traces of sealed variables, and you allow it")
                : failed(
                        "secrets",
                        "has sealed variables, and Docker keeps traces of them on this machine's disk; run Podman, or"
                                + " allow it by \"secretsOnDocker\" in rig.json");
    }

    /** Every job runs without a network today, so that nothing else can be promised, whatever the owner would allow. */
    static Gate network(BidCase it) {
        String wanted = it.wanted().network();
        boolean allowed = it.rules().networks().contains(wanted);
        if (wanted.equals(Requirements.NONE))
            return allowed
                    ? passed("network", "asks for no network")
                    : failed("network", "asks for no network, and you have taken that out of what jobs may have");
        return failed(
                "network",
                "asks for the network \"" + wanted + "\"; "
                        + (allowed
                                ? "you would allow it, but jobs run without a network today"
                                : "you do not allow it, and jobs run without a network today"));
    }
}
