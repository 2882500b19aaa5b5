package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.headroom.cli.bench.MadeUpStates;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.gpu.GpuIdentity;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.job.EngineStatus;
import org.headroom.model.lease.LeaseState;
import org.headroom.model.lease.LedgerTotals;
import org.headroom.model.market.LinkState;
import org.headroom.model.money.EthAddress;
import org.headroom.model.money.Usdc;
import org.headroom.model.payment.ChainStatus;
import org.headroom.model.payment.PaymentFailure;
import org.headroom.model.payment.PaymentFailure.Kind;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.MarketView;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigStatus.Mode;
import org.headroom.model.rig.RigView;
import org.junit.jupiter.api.Test;

/** What a rig without a window prints. */
class RigReportTest {
    private static final Instant START = Instant.parse("2026-05-01T10:00:00Z");
    private static final String DEAD = "The chain's node one.example:443 cannot be reached (nothing listens there).";
    private static final String SIMULATED =
            "Simulated: the GPU and the money. The GPU is a stand-in, not a card. The chain"
                    + " is a local one: its USDC is play money.";
    private static final String ALONE =
            "Of the chain's nodes only 127.0.0.1:2 can be used: it decides over money alone. The"
                    + " chain's node 127.0.0.1:1 cannot be reached. It is asked again in ";
    private static final String TAKING = "Taking work. Waiting for orders. GPU 0 is free.";

    private final RigReport report = new RigReport(START);
    private List<GpuReading> gpus = List.of();

    @Test
    void rigThatHasJustStartedSaysNothingOfWhatItLooksFor() {
        assertThat(lines(0, unable("Looking for the chain."))).isEmpty();
        assertThat(lines(1, taking())).containsExactly(TAKING);
        assertThat(lines(2, taking())).isEmpty();
    }

    @Test
    void rigThatIsToEndAfterItsLeasesIsNotSaidToBePausedByItsOwner() {
        RigStatus leaving = new RigStatus(Mode.PAUSED, RigStatus.LEAVING, "GPU 0 is running a job.");
        assertThat(lines(4, view(leaving, chain(true, "Connected."), engine(), link(), List.of())))
                .containsExactly("Not taking work. " + RigStatus.LEAVING + " GPU 0 is running a job.");
    }

    @Test
    void rigThatEndsSaysWhyAndWhatOfItGoesOn() {
        assertThat(RigEnd.line(true, true, Optional.empty()))
                .isEqualTo("This rig ends, as './headroom stop' has asked.");
        assertThat(RigEnd.line(false, true, Optional.of(taking())))
                .isEqualTo("This rig ends, because it was interrupted (Ctrl-C or SIGTERM). No job runs.");
        assertThat(RigEnd.line(true, false, Optional.of(taking())))
                .contains("jobs that ran go on", "The guard ends each job");
        RigStatus leaving = new RigStatus(Mode.PAUSED, RigStatus.LEAVING, "Nothing runs.");
        assertThat(RigEnd.line(
                        true, true, Optional.of(view(leaving, chain(true, "Connected."), engine(), link(), List.of()))))
                .contains("its jobs have ended", "stop --drain");
    }

    @Test
    void rigWithoutAnAnsweringNodeSaysWhichAndWhyAndWhatToDoAndNeverThatItTakesWork() {
        List<String> lines = new ArrayList<>();
        for (int s = 0; s < 60; s++) lines.addAll(lines(s, unable(DEAD + " It is asked again in " + s + " s.")));
        assertThat(lines).singleElement().asString().startsWith("Not taking work. Waiting for the chain: " + DEAD);
        assertThat(lines.getFirst()).contains("rig.json").doesNotContain("Taking work");
        assertThat(lines(61, taking())).containsExactly(TAKING);
    }

    @Test
    void nodeThatCannotBeReachedIsSaidToBeAskedAgainOnceAndNobodyIsToTryAgain() {
        for (String message : List.of(
                "The chain's node a:80 cannot be reached (nothing listens there).",
                "The chain's node a:80 does not answer. It is asked again in 4 s.",
                "The chain's node a:80 limits our requests (429); it is asked again later."))
            assertThat(new RigReport(START).lines(unable(message), List.of(), START.plusSeconds(4)))
                    .singleElement()
                    .asString()
                    .containsOnlyOnce("asked again")
                    .doesNotContain("try again", "Running jobs")
                    .endsWith("If this lasts, check the network and the nodes in \"chain\" of rig.json.");
    }

    @Test
    void wrongContractIsToBeCorrectedAndNothingIsSaidOfTheNetwork() {
        String wrong =
                "There is no contract at 0x11 on Base: correct the address of the payment contract in the settings.";
        ChainStatus down = ChainStatus.down(8_453, "Base", new PaymentFailure(Kind.WRONG_CHAIN, wrong));
        assertThat(lines(4, view(new RigStatus(Mode.UNABLE, wrong, ""), down, engine(), link(), List.of())))
                .containsExactly("Not taking work. Waiting for the chain: " + wrong
                        + " Edit \"chain\" in rig.json, then start the rig again.");
    }

    @Test
    void nodeWhoseMessageSpeaksOfTheSettingsIsAskedAgain() {
        String message = "The chain's node a:80 answered with HTML: check its address in the settings.";
        ChainStatus down = ChainStatus.down(8_453, "Base", new PaymentFailure(Kind.BAD_ANSWER, message));
        assertThat(lines(4, view(new RigStatus(Mode.UNABLE, message, ""), down, engine(), link(), List.of())))
                .singleElement()
                .asString()
                .contains("It is asked again by itself.")
                .doesNotContain("start the rig again");
    }

    @Test
    void silentChainIsSaidToLeaveJobsRunningOnlyWhereOneRuns() {
        LeaseState running = MadeUpStates.of(7, START.plusSeconds(1)).get(3);
        assertThat(running).isInstanceOf(LeaseState.Running.class);
        RigView view = view(
                new RigStatus(Mode.UNABLE, DEAD, ""), chain(false, DEAD), engine(), link(), List.of(view(running, 7)));
        assertThat(lines(4, view).getFirst())
                .contains(DEAD + " Running jobs go on, within your cap on unpaid work. It is asked again by itself.");
        assertThat(new RigReport(START)
                        .lines(unable(DEAD), List.of(), START.plusSeconds(4))
                        .getFirst())
                .contains("nothing is lost", "It is asked again by itself.")
                .doesNotContain("obs go on");
        assertThat(new RigReport(START)
                        .lines(view, List.of(), START.plusSeconds(4))
                        .getFirst())
                .as("a renter can end a stream that nobody looks at")
                .doesNotContain("nothing is lost");
    }

    @Test
    void allThatIsNotThereIsNamed() {
        EngineStatus engine = new EngineStatus(false, "none", "", "There is no container engine: install podman.");
        LinkState link = new LinkState(LinkState.Phase.DOWN, "mqtt://b", "The broker b does not answer.", 0);
        RigView view =
                view(new RigStatus(Mode.UNABLE, engine.message(), ""), chain(false, DEAD), engine, link, List.of());
        assertThat(lines(4, view))
                .hasSize(3)
                .allMatch(line -> line.startsWith("Not taking work. Waiting for the "))
                .anyMatch(line -> line.contains("container engine: There is no container engine: install podman."))
                .anyMatch(line -> line.contains("chain: " + DEAD))
                .anyMatch(line -> line.contains("market: The broker b does not answer."));
    }

    @Test
    void chainThatDoesNotAnswerAndWhoseNodesDisagreeIsToldInOneLine() {
        String rest = "GPU 0 is running a job.";
        RigView view = view(
                new RigStatus(Mode.UNABLE, DEAD, rest),
                chain(false, DEAD + " Two nodes disagree about stream 7."),
                engine(),
                link(),
                List.of());
        assertThat(lines(4, view)).singleElement().asString().startsWith("Not taking work. Waiting for the chain: ");
    }

    @Test
    void causeThatGoesOnIsNotToldAgainWhereAnotherOneChangesOrItsSecondsDo() {
        EngineStatus engine = new EngineStatus(false, "none", "", "There is no container engine.");
        lines(4, down(engine, DEAD));
        assertThat(lines(20, down(engine, "The chain's node a:80 did not answer a batch within 2.246 s.")))
                .singleElement()
                .asString()
                .startsWith("Not taking work. Waiting for the chain: The chain's node a:80 did not answer a batch");
        assertThat(lines(40, down(engine, "The chain's node a:80 did not answer a batch within 2 s.")))
                .isEmpty();
        assertThat(lines(60, down(engine(), "The chain's node a:80 did not answer a batch within 3 s.")))
                .as("what it still waits for")
                .singleElement()
                .asString()
                .startsWith("Not taking work. Waiting for the chain: ");
    }

    private static RigView down(EngineStatus engine, String chain) {
        String headline = engine.up() ? chain : engine.message();
        return view(new RigStatus(Mode.UNABLE, headline, ""), chain(false, chain), engine, link(), List.of());
    }

    @Test
    void causeThatIsNoneOfThemIsToldAsItIs() {
        RigView view = view(
                new RigStatus(Mode.UNABLE, "This machine has no GPU to offer.", ""),
                chain(true, "Connected."),
                engine(),
                link(),
                List.of());
        assertThat(lines(4, view)).containsExactly("Not taking work. This machine has no GPU to offer.");
    }

    @Test
    void causesThatChangeToAndFroAreToldSeldom() {
        List<String> lines = new ArrayList<>();
        for (int s = 4; s < 64; s++) lines.addAll(lines(s, unable(s % 2 == 0 ? "Node a is down." : "Node b is down.")));
        assertThat(lines).hasSizeBetween(2, 7);
    }

    @Test
    void eachStepOfALeaseIsToldOnce() {
        List<String> lines = new ArrayList<>();
        lines(1, taking());
        for (LeaseState state : MadeUpStates.of(7, START.plusSeconds(1)))
            for (int i = 0; i < 2; i++) lines.addAll(lines(2, taking(state)));
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).startsWith("L-0007 accepted by 0x").contains("RTX 4090", "USDC/h");
        assertThat(lines.get(1)).isEqualTo("L-0007 running.");
        assertThat(lines.get(2)).isEqualTo("L-0007 ended: completed, exit code 0, ran 600 s.");
        assertThat(lines.get(3)).matches("L-0007 receipt signed: it asks for 0\\.\\d{6} USDC\\.");
        assertThat(lines.get(4))
                .matches("L-0007 paid: 0\\.\\d{6} USDC withdrawn \\(simulated: stand-in GPU, play money\\)\\.");
        assertThat(amount(lines.get(4))).isEqualTo(amount(lines.get(3)));
    }

    @Test
    void stepsBetweenTwoViewsAreToldTogether() {
        lines(1, taking());
        LeaseState last = MadeUpStates.of(7, START.plusSeconds(1)).getLast();
        assertThat(lines(2, taking(last)))
                .extracting(line -> line.split("[ :.]")[1])
                .containsExactly("accepted", "running", "ended", "receipt", "paid");
    }

    @Test
    void leaseThatIsNotCarriedOutIsToldWithTheReasonAndNoStepsThatItDidNotGo() {
        List<LeaseState> states = MadeUpStates.of(7, START.plusSeconds(1));
        lines(1, taking(states.getFirst()));
        lines(1, taking(states.get(1)));
        LeaseState refused = new LeaseState.Refused(
                states.getFirst().terms(), "the stream\u001b[2J pays\nanother account", START.plusSeconds(2));
        assertThat(lines(2, taking(refused)))
                .containsExactly("L-0007 not carried out: the stream\\u{001B}[2J pays another account.");
    }

    @Test
    void leaseWhoseJobCouldNotBeStartedIsToldWithTheReason() {
        List<LeaseState> states = MadeUpStates.of(7, START.plusSeconds(1));
        lines(1, taking(states.get(1)));
        LeaseState running = states.get(3);
        LeaseState refused = new LeaseState.Unserved(
                running.terms(), running.paidBy().orElseThrow(), "the image is not here", START.plusSeconds(2));
        assertThat(lines(2, taking(refused))).containsExactly("L-0007 not carried out: the image is not here.");
        assertThat(lines(3, taking(refused))).isEmpty();
    }

    @Test
    void leasesOfBeforeTheStartAreToldOnlyWhereTheyRun() {
        lines(1, taking());
        List<LeaseState> states = MadeUpStates.of(7, START.minusSeconds(3_600));
        assertThat(lines(2, taking(states.getLast()))).isEmpty();
        LeaseState running = states.get(3);
        assertThat(running).isInstanceOf(LeaseState.Running.class);
        RigReport other = new RigReport(START);
        assertThat(other.lines(taking(running), List.of(), START.plusSeconds(2)))
                .containsExactly(TAKING, "L-0007 restored from the ledger, running.");
        assertThat(other.lines(taking(states.get(4)), List.of(), START.plusSeconds(3)))
                .hasSize(1);
    }

    @Test
    void linesAreLimitedPerMinuteAndWhatIsLeftOutIsCounted() {
        List<LeaseView> many = new ArrayList<>();
        for (int i = 1; i <= 100; i++)
            many.add(view(MadeUpStates.of(i, START.plusSeconds(1)).get(1), i));
        RigView view = view(status(), chain(true, "Connected."), engine(), link(), many);
        assertThat(lines(2, view)).hasSize(RigReport.MOST_LINES);
        assertThat(lines(3, view)).isEmpty();
        assertThat(lines(62, view)).singleElement().asString().startsWith("41 lines were left out");
    }

    @Test
    void whatIsSimulatedIsSaidOnceAtTheStartForGpuAndMoneyTogether() {
        assertThat(lines(0, onLocalChain())).doesNotContain(SIMULATED);
        gpus = List.of(simulatedGpu());
        assertThat(lines(1, onLocalChain())).contains(SIMULATED);
        for (int s = 2; s < 60; s++) assertThat(lines(s, onLocalChain())).isEmpty();
    }

    @Test
    void moneyOfALocalChainIsSaidToBeSimulatedWhereNoGpuShowsUp() {
        assertThat(lines(4, onLocalChain()))
                .contains("Simulated: the money. The chain is a local one: its USDC is play money.");
    }

    @Test
    void nothingIsSaidToBeSimulatedOfARigOnARealChain() {
        for (int s = 0; s < 10; s++) assertThat(lines(s, taking())).noneMatch(line -> line.contains("imulated"));
    }

    @Test
    void nodeThatDecidesAloneIsToldOnceWhenItBeginsAndOnceWhenItEnds() {
        List<String> lines = new ArrayList<>();
        for (int s = 1; s < 20; s++) lines.addAll(lines(s, nodes(true, Optional.empty())));
        assertThat(lines).containsExactly(TAKING);
        lines.clear();
        for (int s = 20; s < 40; s++) lines.addAll(lines(s, nodes(true, Optional.of(ALONE + s + " s."))));
        assertThat(lines).containsExactly(ALONE + "20 s.");
        lines.clear();
        for (int s = 40; s < 60; s++) lines.addAll(lines(s, nodes(true, Optional.empty())));
        assertThat(lines).singleElement().asString().startsWith("Two of the chain's nodes can be used again");
    }

    @Test
    void nodeThatDecidedAloneIsNotSaidToBeOneOfTwoAgainWhileNoneAnswers() {
        lines(1, nodes(true, Optional.of(ALONE)));
        List<String> lines = new ArrayList<>();
        for (int s = 2; s < 30; s++) lines.addAll(lines(s, nodes(false, Optional.empty())));
        assertThat(lines).noneMatch(line -> line.contains("again: what decides"));
    }

    private static RigView nodes(boolean up, Optional<String> singleNode) {
        ChainStatus chain = new ChainStatus(
                up, 8_453, "Base", 7, "Connected.", Optional.empty(), Optional.empty(), Optional.empty(), singleNode);
        return view(status(), chain, engine(), link(), List.of());
    }

    private static RigView onLocalChain() {
        ChainStatus chain = new ChainStatus(true, 31_337, "local chain", 7, "Connected.");
        return view(status(), chain, engine(), link(), List.of());
    }

    private static GpuReading simulatedGpu() {
        return new GpuReading(
                new GpuIdentity(
                        new GpuId("GPU-0"), 0, "RTX 4090", Optional.empty(), Optional.empty(), Optional.empty(), true),
                GpuReading.State.OK,
                Optional.empty());
    }

    private List<String> lines(int second, RigView view) {
        return report.lines(view, gpus, START.plusSeconds(second));
    }

    private static String amount(String line) {
        return line.replaceAll(".*(0\\.\\d{6}).*", "$1");
    }

    private static RigView unable(String chain) {
        return view(new RigStatus(Mode.UNABLE, chain, ""), chain(false, chain), engine(), link(), List.of());
    }

    private static RigView taking(LeaseState... leases) {
        List<LeaseView> views = new ArrayList<>();
        for (LeaseState l : leases) views.add(view(l, 7));
        return view(status(), chain(true, "Connected."), engine(), link(), views);
    }

    private static RigStatus status() {
        return new RigStatus(Mode.TAKING_WORK, "Waiting for orders.", "GPU 0 is free.");
    }

    private static LeaseView view(LeaseState lease, int number) {
        return new LeaseView(number, lease, Optional.empty());
    }

    private static ChainStatus chain(boolean up, String message) {
        return new ChainStatus(up, 8_453, "Base", 0, message);
    }

    private static EngineStatus engine() {
        return new EngineStatus(true, "podman", "5", "Ready.");
    }

    private static LinkState link() {
        return new LinkState(LinkState.Phase.UP, "mqtt://b", "Connected.", 0);
    }

    private static RigView view(
            RigStatus status, ChainStatus chain, EngineStatus engine, LinkState link, List<LeaseView> leases) {
        return new RigView(
                START.plus(Duration.ofSeconds(1)),
                status,
                new EthAddress("0x" + "1".repeat(40)),
                leases,
                MarketView.EMPTY,
                List.of(),
                link,
                chain,
                engine,
                Optional.empty(),
                Usdc.ZERO,
                List.of(),
                LedgerTotals.NONE);
    }
}
