package org.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.headroom.engine.BidScene.card;
import static org.headroom.engine.BidScene.id;
import static org.headroom.engine.Scene.NOON;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.Closing;
import org.headroom.model.bidding.GpuTerms;
import org.headroom.model.bidding.OrderContext;
import org.headroom.model.bidding.RigStanding.Machine;
import org.headroom.model.gpu.DottedVersion;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.health.HealthAction;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.market.Limits;
import org.headroom.model.market.OfferId;
import org.headroom.model.market.StartWindow;
import org.headroom.model.money.Usdc;
import org.headroom.model.rig.Decision;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;

/** Each gate with its own words. */
class BidGatesTest {
    private final BidScene scene = new BidScene();

    @Test
    void theGatesAreAskedInTheirOrder() {
        assertThat(scene.judge().decision().gates())
                .extracting(Decision.Gate::name)
                .containsExactly(
                        "taking work",
                        "ledger",
                        "schedule",
                        "owner",
                        "health",
                        "hardware",
                        "driver",
                        "container engine",
                        "chain",
                        "addressed",
                        "price",
                        "renter",
                        "network",
                        "image",
                        "stored image",
                        "secrets",
                        "capacity",
                        "start",
                        "duration",
                        "deadline");
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    // ---- which GPUs

    @Test
    void theLeastValuableGpuThatFitsIsTaken() {
        assertThat(scene.indices()).containsExactly(1);
        scene.memory = new ByteCount(12L << 30);
        assertThat(scene.indices()).containsExactly(0);
    }

    @Test
    void severalGpusAreHeldByOneBidAndCostTheSum() {
        scene.wantedGpus = 2;
        assertThat(scene.indices()).containsExactlyInAnyOrder(0, 1);
        assertThat(scene.judge().price()).isEqualTo(Usdc.parse("0.72"));
    }

    @Test
    void theWholeRigIsAllOfItOrNothing() {
        scene.wholeRig = true;
        assertThat(scene.indices()).containsExactlyInAnyOrder(0, 1);
        scene.taken.add(id(1));
        assertThat(scene.refusal())
                .isEqualTo("capacity: wants the whole rig to itself; a GPU of it is taken or does not answer");
        scene.taken.clear();
        scene.gpus.set(1, new GpuReading(scene.gpus.get(1).identity(), GpuReading.State.LOST, Optional.empty()));
        assertThat(scene.refusal()).startsWith("capacity: wants the whole rig to itself");
    }

    @Test
    void aWholeRigOfWhichOneGpuDoesNotFitIsRefused() {
        scene.wholeRig = true;
        scene.model = Optional.of("4090");
        assertThat(scene.refusal())
                .isEqualTo("hardware: wants 2 × 4090; this rig has NVIDIA GeForce RTX 3080, NVIDIA GeForce RTX 4090");
    }

    // ---- owner, schedule, health

    @Test
    void theScheduleKeepsAGpuBack() {
        scene.model = Optional.of("4090");
        scene.closed.put(id(0), List.of(new Closing("schedule", Optional.empty(), "GPU 0 is yours until 18:00")));
        assertThat(scene.refusal()).isEqualTo("schedule: GPU 0 is yours until 18:00");
        scene.model = Optional.empty();
        assertThat(scene.indices()).containsExactly(1);
    }

    @Test
    void aJobThatWouldRunIntoTheClosedHoursIsRefusedAndAShorterOneIsNot() {
        scene.gpus.remove(1);
        scene.closed.put(
                id(0),
                List.of(new Closing("owner", Optional.of(NOON.plusSeconds(900)), "GPU 0 is yours from 12:15 on")));
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.duration = Duration.ofMinutes(16);
        assertThat(scene.refusal()).isEqualTo("owner: GPU 0 is yours from 12:15 on");
    }

    @Test
    void aGpuThatTheOwnerKeepsOffTheMarketIsNamed() {
        scene.gpus.remove(1);
        scene.rules = scene.rules.withGpus(Map.of(id(0), new GpuTerms(false, Optional.empty())));
        assertThat(scene.refusal()).isEqualTo("owner: you keep GPU 0 off the market");
    }

    @Test
    void anUnwellGpuIsNoReasonWhereAnotherFits() {
        scene.unwell.put(id(1), new Unwell(HealthAction.STOP_BIDDING, "its memory is at 108 °C", ""));
        assertThat(scene.indices()).containsExactly(0);
        scene.wantedGpus = 2;
        assertThat(scene.refusal()).isEqualTo("health: GPU 1 is left out: its memory is at 108 °C");
    }

    @Test
    void reasonsOfDifferentKindsThatLeaveTooFewMeetInTheCapacity() {
        scene.unwell.put(id(1), new Unwell(HealthAction.STOP_BIDDING, "its memory is at 108 °C", ""));
        scene.closed.put(id(0), List.of(new Closing("owner", Optional.empty(), "GPU 0 is yours")));
        assertThat(scene.refusal()).isEqualTo("capacity: every GPU that fits is taken, left out or does not answer");
    }

    // ---- hardware

    @Test
    void whatTheHardwareLacksIsSaidPrecisely() {
        scene.wantedGpus = 3;
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 3 GPUs; this rig has 2");
        scene.wantedGpus = 2;
        scene.memory = new ByteCount(12L << 30);
        assertThat(scene.refusal())
                .isEqualTo("hardware: wants 12288 MiB of memory on each of 2 GPUs; 1 GPU of this rig has that");
        scene.memory = new ByteCount(80L << 30);
        assertThat(scene.refusal())
                .isEqualTo("hardware: wants 81920 MiB of memory on each of 2 GPUs; the largest that could be meant here"
                        + " has 24576 MiB");
        scene.memory = BidScene.NO_BYTES;
        scene.capability = Optional.of(new DottedVersion("9.0"));
        assertThat(scene.refusal()).isEqualTo("hardware: wants compute capability 9.0; the highest here is 8.9");
        scene.capability = Optional.of(new DottedVersion("8.9"));
        assertThat(scene.refusal()).isEqualTo("hardware: wants compute capability 8.9; only 1 GPU of this rig has it");
    }

    @Test
    void wishesThatNoSingleGpuMeetsTogetherAreRefused() {
        scene.memory = new ByteCount(12L << 30);
        scene.model = Optional.of("RTX");
        scene.capability = Optional.of(new DottedVersion("8.9"));
        scene.gpus = List.of(card(0, "RTX A", 24, "8.6"), card(1, "RTX B", 10, "8.9"));
        assertThat(scene.refusal())
                .isEqualTo("hardware: wants 1 GPU with model, memory and compute capability together; 0 of this rig"
                        + " have all of them");
    }

    @Test
    void theMachineAroundTheGpusCountsToo() {
        scene.limits = new Limits(32_000, new ByteCount(1L << 30), 32, Duration.ofHours(1));
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 32 cores; jobs may have 16 cores here");
        scene.limits = new Limits(1000, new ByteCount(60L << 30), 32, Duration.ofHours(1));
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 60 GiB of memory; jobs may have 57.6 GiB here");
        scene.limits = new Limits(1000, new ByteCount(1L << 30), 32, Duration.ofHours(1));
        scene.disk = new ByteCount(500L << 30);
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 500 GiB of disk; jobs may have 499 GiB here");
    }

    private void free(long mebibytes) {
        long kept = scene.rules.disk().bytes();
        scene.machine = new Machine(
                16_000,
                new ByteCount(64L << 30),
                new ByteCount(kept + (mebibytes << 20)),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void orderThatNamesNoDiskIsRefusedWhereLessIsFreeThanItsJobGets() {
        free(626);
        assertThat(scene.refusal()).isEqualTo("hardware: names no disk and gets 1 GiB; jobs may have 626 MiB here");
        scene.disk = new ByteCount(700L << 20);
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 700 MiB of disk; jobs may have 626 MiB here");
        scene.disk = new ByteCount(626L << 20);
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.disk = BidScene.NO_BYTES;
        free(1024);
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    @Test
    void leasesWhoseOrdersNameNoDiskCountWithWhatTheirJobsGet() {
        scene.held.add(scene.held(Scene.STRANGER, 1000, 1, "0.1", id(1)));
        free(2047);
        assertThat(scene.refusal())
                .isEqualTo("capacity: leases may have 1.9 GiB of disk together; 1 GiB are promised and it names none"
                        + " and gets 1 GiB");
        scene.disk = new ByteCount(1536L << 20);
        assertThat(scene.refusal())
                .isEqualTo("capacity: leases may have 1.9 GiB of disk together; 1 GiB are promised and it wants"
                        + " 1.5 GiB");
        scene.disk = BidScene.NO_BYTES;
        free(2048);
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    @Test
    void whatIsNotKnownOfTheMachineRefusesNothing() {
        scene.machine = Machine.UNKNOWN;
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.limits = new Limits(900_000, new ByteCount(1L << 50), 32, Duration.ofHours(1));
        scene.disk = new ByteCount(1L << 60);
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    @Test
    void theRegionIsMeantWithItsParts() {
        scene.regions = List.of("FR", "US");
        assertThat(scene.refusal()).isEqualTo("hardware: wants to run in FR or US; you do not say where this rig is");
        scene.rules = region("DE");
        assertThat(scene.refusal()).isEqualTo("hardware: wants to run in FR or US; this rig is in DE");
        scene.rules = region("US-CA");
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    private BidRules region(String where) {
        BidRules r = scene.rules;
        return new BidRules(
                r.pricing(),
                r.floorPerGpuHour(),
                r.tariff(),
                r.gpus(),
                r.longest(),
                r.exposureCapPerRenter(),
                r.leastTimeToAnswer(),
                r.networks(),
                Optional.of(where),
                r.cpuMillis(),
                r.memory(),
                r.disk());
    }

    @Test
    void whatNobodyHereCanProveOrSealOffIsRefused() {
        scene.verification = "redundant";
        assertThat(scene.refusal())
                .isEqualTo("hardware: wants its result proved by \"redundant\"; this rig gives signed receipts");
        scene.verification = "receipt";
        scene.tee = "sev-snp";
        assertThat(scene.refusal()).isEqualTo("hardware: wants trusted execution (\"sev-snp\"); this rig has none");
    }

    // ---- driver, engine

    @Test
    void anOldDriverIsNamedWithWhatIsWanted() {
        scene.driver = Optional.of(new DottedVersion("560"));
        assertThat(scene.refusal()).isEqualTo("driver: wants driver 560 or newer; this rig has 550.54.15");
        scene.driver = Optional.of(new DottedVersion("550.54"));
        scene.cuda = Optional.of(new DottedVersion("12.6"));
        assertThat(scene.refusal()).isEqualTo("driver: wants CUDA level 12.6 or newer; this rig has 12.4");
        scene.machine = org.headroom.model.bidding.RigStanding.Machine.UNKNOWN;
        assertThat(scene.refusal()).isEqualTo("driver: wants driver 550.54 or newer; this rig's is not known");
    }

    private static EngineStatus parts(Map<String, String> parts) {
        return new EngineStatus(true, "docker", "24.0.5", "ready", parts);
    }

    @Test
    void aToolkitThatLetsJobsOutIsRefusedByName() {
        scene.engine = parts(Map.of("runc", "1.1.7"));
        assertThat(scene.refusal())
                .isEqualTo("container engine: unsafe: runc 1.1.7 lets a job out of its container (CVE-2024-21626);"
                        + " update it to 1.1.12 or newer");
        scene.engine = parts(Map.of("runc", "1.1.12", "nvidia-container-toolkit", "1.17.7"));
        assertThat(scene.refusal()).contains("nvidia-container-toolkit 1.17.7", "CVE-2025-23266", "1.17.8");
        scene.engine = parts(Map.of("runc", "v1.2.4", "nvidia-container-toolkit", "1.17.8"));
        assertThat(scene.gate("container engine")).isEqualTo("+ docker is ready");
    }

    @Test
    void whatIsNotKnownIsNotUnsafeAndThatIsSaid() {
        assertThat(scene.gate("container engine"))
                .isEqualTo(
                        "+ fake is ready; whether runc and nvidia-container-toolkit are safe versions cannot be told");
        // Debian mends its 1.1.5 without another number.
        scene.engine = parts(Map.of("runc", "1.1.5+ds1", "nvidia-container-toolkit", "1.18.0"));
        assertThat(scene.gate("container engine"))
                .isEqualTo("+ docker is ready; whether runc is a safe version cannot be told");
    }

    // ---- trade

    @Test
    void anOrderForAnotherProviderIsLeftAlone() {
        scene.provider = Optional.of(Scene.STRANGER);
        assertThat(scene.refusal()).isEqualTo("addressed: is for another provider, " + Scene.STRANGER.brief());
        scene.provider = Optional.of(Scene.PROVIDER);
        assertThat(scene.gate("addressed")).isEqualTo("+ is for you alone");
    }

    @Test
    void anOfferThatIsGoneIsNotBidFor() {
        scene.provider = Optional.of(Scene.PROVIDER);
        scene.offer = Optional.of(new OfferId("offer-of-old"));
        assertThat(scene.refusal()).startsWith("addressed: takes an offer that is not yours any more");
    }

    @Test
    void anOfferThatIsTakenBindsItsGpuAndItsPrice() {
        scene.provider = Optional.of(Scene.PROVIDER);
        scene.offer = Optional.of(new OfferId("offer-of-mine"));
        scene.context = new OrderContext(
                Optional.empty(),
                Optional.of(id(0)),
                List.of(
                        new OrderContext.Ask(id(0), Usdc.parse("0.50")),
                        new OrderContext.Ask(id(1), Usdc.parse("0.20"))),
                Map.of(),
                Optional.empty());
        assertThat(scene.indices())
                .as("the dearer one, for it is the one that was offered")
                .containsExactly(0);
        assertThat(scene.judge().price()).isEqualTo(Usdc.parse("0.50"));
        scene.wantedGpus = 2;
        assertThat(scene.judge().price()).isEqualTo(Usdc.parse("0.70"));
        scene.wantedGpus = 1;
        scene.taken.add(id(0));
        assertThat(scene.refusal()).startsWith("capacity: the GPU that is offered");
    }

    @Test
    void oneRenterIsNotTrustedWithMoreThanTheCap() {
        scene.rules = cap("0.30");
        scene.duration = Duration.ofHours(1);
        scene.held.add(scene.held(Scene.STRANGER, 0, 0, "0.25", id(1)));
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.held.set(0, scene.held(Scene.RENTER, 0, 0, "0.25", id(1)));
        assertThat(scene.refusal())
                .isEqualTo("renter: " + Scene.RENTER.brief() + " could run up 0.500000 USDC unpaid with this lease"
                        + " (0.250000 with those it has); you risk 0.300000 with one renter");
        scene.duration = Duration.ofMinutes(5);
        assertThat(scene.refusal())
                .as("a short lease never owes more than it costs")
                .isEqualTo("bid");
    }

    private BidRules cap(String amount) {
        BidRules r = scene.rules;
        return new BidRules(
                r.pricing(),
                r.floorPerGpuHour(),
                r.tariff(),
                r.gpus(),
                r.longest(),
                Usdc.parse(amount),
                r.leastTimeToAnswer(),
                r.networks(),
                r.region(),
                r.cpuMillis(),
                r.memory(),
                r.disk());
    }

    @Test
    void anOrderWithSealedVariablesIsNotBidForOnDockerUnlessItsOwnerAllowsIt() {
        scene.engine = parts(Map.of());
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.secrets = List.of("TOKEN");
        assertThat(scene.refusal())
                .isEqualTo("secrets: has sealed variables, and Docker keeps traces of them on this machine's disk; run"
                        + " Podman, or allow it by \"secretsOnDocker\" in rig.json");
        scene.policy = Scene.POLICY.withSecretsOnDocker(true);
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.policy = Scene.POLICY;
        scene.engine = new EngineStatus(true, "podman", "5", "ready", Map.of());
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    @Test
    void noNetworkIsPromisedThatNoJobHas() {
        scene.network = "outbound";
        assertThat(scene.refusal())
                .isEqualTo("network: asks for the network \"outbound\"; you do not allow it, and jobs run without a"
                        + " network today");
    }

    @Test
    void anImageThatIsNotOfferedIsNotBidFor() {
        scene.image = "15";
        assertThat(scene.refusal())
                .isEqualTo(
                        "image: the image 15:latest is not offered here; a tag may mean another image tomorrow: order"
                                + " it by its digest, NAME@sha256:…; \"images\" in rig.json lists those that renters may"
                                + " run");
        scene.image = "registry.example/app@sha256:" + "a".repeat(64);
        assertThat(scene.refusal()).startsWith("image: the image registry.example/app@sha256:a");
        scene.image = "localhost/job:1";
        assertThat(scene.refusal()).isEqualTo("bid");
    }

    @Test
    void aJobWithMoreProcessesThanTheRulesAllowIsNotBidFor() {
        scene.limits = new Limits(1000, new ByteCount(1L << 30), BidRules.PROCESSES, Duration.ofHours(1));
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.limits = new Limits(1000, new ByteCount(1L << 30), BidRules.PROCESSES + 1, Duration.ofHours(1));
        assertThat(scene.refusal()).isEqualTo("hardware: asks for 4097 processes; a job may have 4096 here");
    }

    // ---- capacity and time

    @Test
    void leasesTogetherNeverHaveMoreThanThereIs() {
        scene.held.add(scene.held(Scene.STRANGER, 12_000, 50, "0.1", id(1)));
        scene.limits = new Limits(4000, new ByteCount(7L << 30), 32, Duration.ofHours(1));
        assertThat(scene.refusal()).isEqualTo("bid");
        scene.limits = new Limits(4001, new ByteCount(8L << 30), 32, Duration.ofHours(1));
        assertThat(scene.refusal())
                .isEqualTo("capacity: leases may have 16 cores together; with this one it would be 16 cores;"
                        + " leases may have 57.6 GiB of memory together; 50 GiB are taken and it wants 8 GiB");
    }

    @Test
    void theStartWindowIsKept() {
        scene.start = new StartWindow(Optional.of(NOON.plusSeconds(30)), Optional.empty());
        assertThat(scene.refusal())
                .isEqualTo("start: may start from 2026-03-01T12:00:30Z on; it is bid for then, if it is still open");
        scene.start = new StartWindow(Optional.empty(), Optional.of(NOON.minusSeconds(1)));
        assertThat(scene.refusal()).isEqualTo("start: had to start until 2026-03-01T11:59:59Z");
    }

    @Test
    void tooLongAndTooShortAreBothRefused() {
        scene.duration = Duration.ofDays(31);
        assertThat(scene.refusal()).isEqualTo("duration: asks for 744 h 0 min; you take at most 720 h 0 min");
        scene.duration = Duration.ofSeconds(5);
        assertThat(scene.refusal()).startsWith("duration: pays for 5 s;");
    }
}
