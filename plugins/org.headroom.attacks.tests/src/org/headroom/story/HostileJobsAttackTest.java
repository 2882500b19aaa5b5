package org.headroom.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.headroom.jobs.AttackParts;
import org.headroom.jobs.DemoJob;
import org.headroom.jobs.LeaseFolders;
import org.headroom.localchain.WithoutMishaps;
import org.headroom.model.job.ContainerEngine;
import org.headroom.model.lease.JobArtefacts;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.market.LeaseId;
import org.headroom.model.market.Limits;
import org.headroom.model.market.Manifest;
import org.headroom.model.market.Receipt;
import org.headroom.renter.Rental;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jobs of a hostile renter on a rig with a real Podman and two GPUs. */
@Timeout(120)
class HostileJobsAttackTest extends AttackedRig {
    /** A process that cannot make another one ends; those that it has made stay, and so does the first. */
    static final String BOMB = "(while :; do sleep 100 & done) 2>/dev/null & exec sleep 100";

    private static final String OWNERS_IMAGE = "localhost/owner-private:7";
    /** From the end of a job to a GPU that is free: what is left behind is looked at after that. */
    private static final Duration SOON_FREE = Duration.ofSeconds(10);

    private Manifest traced;
    private Manifest systemCalls;
    private String ownersImageId;

    HostileJobsAttackTest() {
        super(2);
    }

    @Override
    void prepares() throws Exception {
        try (ContainerEngine engine = market.engine("image")) {
            traced = AttackParts.traced(engine, folder);
            systemCalls = AttackParts.systemCalls(engine, folder);
            ownersImageId = AttackParts.loadOwners(OWNERS_IMAGE, engine);
        }
        rig.offering(traced.image(), systemCalls.image());
    }

    @Test
    void tracedJobIsNotCalledEndedAndNoProcessOfItOutlivesItsLease() throws Exception {
        Rental rental = renter.orders(traced);
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "traced -1", "goes on");
        assertThat(processesOf(running.container().id())).hasSizeGreaterThanOrEqualTo(3);
        assertThat(rig.lease(running.id())).isInstanceOf(LeaseState.Running.class);
        renter.stops(rental);
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
        assertThat(processesOf(running.container().id())).isEmpty();
    }

    @Test
    void forkBombLeavesTheJobOfAnotherRenterAlone() throws Exception {
        RenterSteps neighbour = market.aRenter();
        Rental bomb = renter.orders(shell(BOMB, 512, Duration.ofMinutes(2)));
        LeaseState.Running running = runs(bomb);
        await().atMost(PATIENCE)
                .until(() -> processesOf(running.container().id()).size() >= 511);
        Rental other = neighbour.orders(
                shell("for i in 1 2 3 4 5 6 7 8 9 10; do sleep 1 & done; wait; echo ten processes were made"));
        assertThat(neighbour.awaitClosing(other).good()).isTrue();
        assertThat(other.log()).contains("ten processes were made");
        assertThat(processesOf(running.container().id())).hasSizeLessThanOrEqualTo(513);
        renter.stops(bomb);
        receipt(bomb);
        assertThat(processesOf(running.container().id())).isEmpty();
    }

    @Test
    void sparseFileOfSeventyGigabytesAndAFullDiskHoldNeitherTheGpuNorTheReceipt() throws Exception {
        Rental rental = renter.orders(shell("dd if=/dev/zero of=/artefacts/sparse bs=1 count=0 seek=75161927680;"
                + " dd if=/dev/zero of=/artefacts/real bs=1M count=13000; echo full; exit 0"));
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "full");
        assertFreeSoon(running.id());
        Receipt receipt = receipt(rental);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(receipt.exitCode()).isZero();
        LeaseState.Receipted receipted = (LeaseState.Receipted) rig.lease(running.id());
        assertThat(receipted.result().artefacts())
                .isInstanceOfSatisfying(
                        JobArtefacts.NotHashed.class,
                        why -> assertThat(why.reason()).contains("bytes of holes are not read"));
    }

    @Test
    void treeOfHardLinksIsCountedOnceAndHoldsNothing() throws Exception {
        Rental rental = renter.orders(shell("cd /artefacts; mkdir t; dd if=/dev/zero of=t/f bs=1M count=64 2>/dev/null;"
                + " i=0; while [ $i -lt 11 ]; do i=$((i+1)); cp -al t u || exit 4; mv u t/u$i || exit 4; done;"
                + " echo linked $(find t -type f | wc -l)"));
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "linked 2048");
        assertFreeSoon(running.id());
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
    }

    @Test
    void treeTooDeepToBeCopiedWithATimeOfTheYear2255HoldsNeitherGpuNorDiskAndIsDeletedInTime() throws Exception {
        Rental rental = renter.orders(shell("cd /artefacts; dd if=/dev/zero of=big bs=1M count=40 2>/dev/null;"
                + " d=$(yes D | head -n 200 | tr -d '\\n'); i=0;"
                + " while [ $i -lt 30 ]; do mkdir $d || exit 4; cd -P $d || exit 5; i=$((i+1)); done;"
                + " touch -d '2255-01-01 00:00:00' /artefacts; echo nested $i"));
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "nested 30");
        assertFreeSoon(running.id());
        assertThat(receipt(rental).outcome()).isEqualTo(Receipt.Outcome.COMPLETED);
        assertThat(((LeaseState.Receipted) rig.lease(running.id())).result().artefacts())
                .isInstanceOf(JobArtefacts.NotHashed.class);
        rig.awaitNoContainerIsLeft();
        Path leases = rig.home().resolve("leases");
        Path mine = leases.resolve(running.id().value());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(Path.of("/proc/self/mountinfo")).content().doesNotContain(mine.toString()));
        Clock afterRetention = Clock.offset(Market.CLOCK, Duration.ofDays(31));
        LeaseFolders folders = new LeaseFolders(leases, LeaseFolders.Retention.STANDARD, afterRetention);
        assertThat(folders.clean(leasesBut(mine)).failures()).isEmpty();
        assertThat(mine).doesNotExist();
    }

    private static Set<LeaseId> leasesBut(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.getParent())) {
            return all.filter(each -> !each.equals(folder) && Files.isDirectory(each))
                    .map(each -> new LeaseId(each.getFileName().toString()))
                    .collect(Collectors.toSet());
        }
    }

    /** The lease no longer holds the GPU, whatever is still hashed. */
    private void assertFreeSoon(LeaseId lease) {
        await().atMost(SOON_FREE).until(() -> !rig.lease(lease).holdsGpu());
    }

    @Test
    void jobThatIgnoresSigtermIsKilledAndPaysNoLonger() throws Exception {
        Rental rental = renter.orders(DemoJob.manifest(DemoJob.Mode.FOREVER, Map.of()));
        LeaseState.Running running = runs(rental);
        awaitLog(rental, "running until killed");
        renter.stops(rental);
        Receipt receipt = receipt(rental);
        assertThat(receipt.exitCode()).isEqualTo(128 + 9);
        assertThat(receipt.outcome()).isEqualTo(Receipt.Outcome.STOPPED_BY_RENTER);
        assertThat(processesOf(running.container().id())).isEmpty();
    }

    @Test
    void twoHundredMegabytesOfOutputAtOnceTakeFourMebibytesAndSaySo() throws Exception {
        Rental rental =
                renter.orders(shell("yes 'a line of the output of the job' | head -c 200000000; echo; echo last"));
        runs(rental);
        receipt(rental);
        Path log = rig.home()
                .resolve("leases")
                .resolve(rental.lease().orElseThrow().value())
                .resolve("job.log");
        assertThat(Files.size(log)).isLessThan((4 << 20) + 10_000);
        assertThat(Files.readString(log)).contains("characters of output are left out here]", "last\n");
        awaitLog(rental, "characters of output are left out here]");
    }

    @Test
    void escapesInOutputReachNoTerminal() throws Exception {
        Rental rental = renter.orders(
                shell("printf '\\033]0;owned\\007\\033[2J\\302\\233 31mred\\342\\200\\256txt\\n';" + " echo the end"));
        runs(rental);
        receipt(rental);
        OwnersProgram.Ended log = new OwnersProgram(folder)
                .command(
                        rig.home(),
                        "",
                        "log",
                        "--lease",
                        rental.lease().orElseThrow().value());
        assertThat(log.exit()).as(log.err()).isZero();
        assertThat(log.out()).contains("the end", "\\u{001B}", "\\u{202E}");
        assertThat(log.out().chars().filter(c -> c != '\n' && Character.isISOControl(c) || c == 0x202e))
                .isEmpty();
    }

    @Test
    void forbiddenSystemCallsAreRefusedByTheFilter() throws Exception {
        Rental rental = renter.orders(systemCalls);
        awaitLog(rental, AttackParts.refusedCalls());
        receipt(rental);
    }

    @Test
    void imageByAPrefixOfItsIdAndTheOwnersOwnImageAreRefusedBeforeABid() throws Exception {
        for (String image : List.of(
                ownersImageId.substring(0, 2),
                ownersImageId.substring(0, 12),
                ownersImageId,
                "sha256:" + ownersImageId,
                OWNERS_IMAGE,
                "owner-private:7")) {
            Manifest job =
                    new Manifest(image, List.of(), Map.of(), DemoJob.manifest(1).limits());
            Rental rental = renter.asks(RenterSteps.ANY_GPU, job, Market.ASK, Duration.ofSeconds(2));
            assertThat(rig.awaitDecision(rental.id()).refusedBy().orElseThrow().reason())
                    .as(image)
                    .containsAnyOf("is not offered here", "names no image that can be meant");
            assertThat(rig.book().hasBidFor(rental.id())).isFalse();
        }
    }

    @Test
    @WithoutMishaps(value = "the order is refused before the chain is asked", mayAskNothing = true)
    void moreProcessesThanTheRuleAllowsAreRefusedBeforeABid() throws Exception {
        Limits usual = DemoJob.manifest(1).limits();
        Manifest job = new Manifest(
                DemoJob.IMAGE,
                List.of("/bin/job"),
                Map.of(),
                new Limits(usual.cpuMillis(), usual.memory(), 1_000_000, usual.runTime()));
        Rental rental = renter.asks(RenterSteps.ANY_GPU, job, Market.ASK, Duration.ofSeconds(2));
        assertThat(rig.awaitDecision(rental.id()).refusedBy().orElseThrow().reason())
                .contains("processes");
        assertThat(rig.book().hasBidFor(rental.id())).isFalse();
    }
}
