package org.headroom.console.offers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.headroom.console.desk.GpuScene;
import org.headroom.console.fixture.FixtureBidDesk;
import org.headroom.console.fixture.FixtureDesk;
import org.headroom.console.fixture.FixtureHealth;
import org.headroom.console.fixture.FixtureHost;
import org.headroom.console.fixture.FixtureWatch;
import org.headroom.console.gpus.GpusPresenter;
import org.headroom.model.bidding.BidRules;
import org.headroom.model.bidding.GpuNet;
import org.headroom.model.bidding.Pricing;
import org.headroom.model.gpu.GpuId;
import org.headroom.model.money.Usdc;
import org.headroom.ui.cell.Cell;
import org.headroom.ui.cell.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OffersPresenterTest {
    private final FixtureBidDesk bids = new FixtureBidDesk();
    private final FixtureDesk desk = new FixtureDesk();
    private final FixtureWatch watch = new FixtureWatch();
    private final FixtureHost host = new FixtureHost();

    @AfterEach
    void close() {
        bids.close();
        desk.close();
        watch.close();
        host.close();
    }

    private List<Row> rows() {
        return OffersPresenter.rows(new OffersPresenter.Scene(bids.rules(), bids.nets(), Optional.of(states())));
    }

    private GpuScene states() {
        return new GpuScene(
                        watch,
                        Optional.of(desk.view()),
                        Optional.of(new FixtureHealth()),
                        Optional.of(host),
                        Instant.now(),
                        ZoneOffset.UTC)
                .rules(Optional.of(bids));
    }

    private static List<String> words(Row row) {
        return row.cells().stream().map(Cell::words).toList();
    }

    private GpuId gpu(int index) {
        return bids.nets().get(index).gpu();
    }

    @Test
    void aGpuSaysWhatItAsksCostsAndBrings() {
        GpuNet net = bids.nets().get(1);
        assertThat(words(rows().get(1)))
                .startsWith("1 RTX 4090", "yes", "fixed", "0.380")
                .contains(net.net().orElseThrow().format(3), "Offered");
    }

    @Test
    void theStateSaysWhyAGpuIsNotOnTheMarket() {
        assertThat(rows())
                .extracting(r -> words(r).getLast())
                .containsExactly("Leased", "Offered", "Yours (game.exe)", "Lost");
        desk.takeWork(false);
        assertThat(words(rows().get(1)).getLast()).isEqualTo("Paused");
    }

    @Test
    void stateIsTheOneOfTheTableOfGpusWhateverIsSwitched() {
        assertThat(statesOfOffers()).isEqualTo(statesOfGpus());
        bids.change(OffersPresenter.flipped(bids.rules(), gpu(1))).join();
        assertThat(statesOfOffers()).isEqualTo(statesOfGpus()).contains("Kept off");
        bids.change(OffersPresenter.flipped(bids.rules(), gpu(0))).join();
        assertThat(statesOfOffers()).isEqualTo(statesOfGpus()).startsWith("Leased");
        desk.takeWork(false);
        assertThat(statesOfOffers()).isEqualTo(statesOfGpus());
    }

    private List<String> statesOfOffers() {
        return rows().stream().map(r -> words(r).getLast()).toList();
    }

    private List<String> statesOfGpus() {
        return GpusPresenter.rows(states()).stream()
                .map(r -> r.cells().get(1).words())
                .toList();
    }

    @Test
    void switchOfALeasedGpuDoesNotClaimThatItIsOfferedNow() {
        Row leased = rows().getFirst();
        assertThat(words(leased)).contains("yes", "Leased");
        assertThat(OffersPresenter.COLUMNS.get(1).title()).isEqualTo("Offer if free");
    }

    @Test
    void aLossIsSaidInTheColourOfSickness() {
        GpuNet loss = new GpuNet(
                gpu(1),
                true,
                Optional.of(Usdc.parse("0.05")),
                "",
                Optional.empty(),
                Optional.of(Usdc.parse("0.12")),
                Optional.of(Usdc.ZERO),
                Optional.of(new Usdc(-70_000)));
        Row row = OffersPresenter.rows(new OffersPresenter.Scene(bids.rules(), List.of(loss), Optional.of(states())))
                .getFirst();
        assertThat(words(row)).contains("−0.070", "−0.120", "0.000").doesNotContain("−0.000");
    }

    @Test
    void aTypedAskIsFixedForThatGpuAndNothingTypedGoesBackToTheRigs() {
        BidRules typed = OffersPresenter.withAsk(bids.rules(), gpu(2), "0.2750");
        assertThat(typed.of(gpu(2)).pricing()).contains(new Pricing.Fixed(Usdc.parse("0.275")));
        BidRules back = OffersPresenter.withAsk(typed, gpu(2), " ");
        assertThat(back.gpus()).doesNotContainKey(gpu(2));
        assertThat(OffersPresenter.withAsk(bids.rules(), gpu(1), "0.38").gpus()).doesNotContainKey(gpu(1));
    }

    @Test
    void aSwitchKeepsThePrice() {
        BidRules off = OffersPresenter.flipped(bids.rules(), gpu(0));
        assertThat(off.of(gpu(0)).offered()).isFalse();
        assertThat(off.of(gpu(0)).pricing()).isEqualTo(bids.rules().of(gpu(0)).pricing());
        assertThat(OffersPresenter.flipped(off, gpu(0))).isEqualTo(bids.rules());
    }

    @Test
    void anAskIsJudgedWhileItIsTyped() {
        Usdc floor = Usdc.parse("0.24");
        assertThat(OffersPresenter.askFault("0.38", floor)).isEmpty();
        assertThat(OffersPresenter.askFault("", floor)).isEmpty();
        assertThat(OffersPresenter.askFault("0.2", floor)).isEqualTo("The rig's floor is 0.240 USDC/h.");
        assertThat(OffersPresenter.askFault("1e9x", floor)).startsWith("Not an amount");
        assertThat(OffersPresenter.askFault("0.1234567", floor)).startsWith("Not an amount");
    }

    @Test
    void theNoteCountsWhatIsToOffer() {
        assertThat(OffersPresenter.note(bids.nets()))
                .startsWith("3 of 4 to offer · ")
                .endsWith(" if all are leased");
    }
}
