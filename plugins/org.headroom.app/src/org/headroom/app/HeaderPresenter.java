package org.headroom.app;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.Services;
import org.headroom.console.desk.WithdrawQuotes;
import org.headroom.console.wallet.WithdrawPresenter;
import org.headroom.model.VisibleText;
import org.headroom.model.gpu.GpuReading;
import org.headroom.model.gpu.GpuWatch;
import org.headroom.model.gpu.WatchCost;
import org.headroom.model.market.LinkState;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.Durations;
import org.headroom.ui.text.UsdcFormat;

/** What stands above and below the views. Pure, but for the switch itself. */
public final class HeaderPresenter {
    /** One part of the bottom line: {@code up} decides its dot; empty for none. */
    public record Part(Optional<Boolean> up, String text, String tip) {
        public Part {
            text = VisibleText.line(text);
            tip = VisibleText.block(tip);
        }
    }

    private HeaderPresenter() {}

    static RigStatus status(Optional<RigStatus> known) {
        RigStatus status = known.orElse(
                new RigStatus(RigStatus.Mode.UNABLE, "The rig is starting.", "What it does is shown here."));
        return new RigStatus(status.mode(), VisibleText.line(status.headline()), VisibleText.line(status.rest()));
    }

    static void turnOver(Services services) {
        services.desk().ifPresent(d -> d.takeWork(d.view().status().mode() == RigStatus.Mode.PAUSED));
    }

    static String due(RigMoney money) {
        return UsdcFormat.sums(money.due()).withUnit(money.due()) + " due";
    }

    /** Below what is due: since when it has not been read and why, or what it costs to withdraw it. */
    static String fee(RigView rig, RigMoney money, Optional<WithdrawQuotes.Latest> quote, Instant now, ZoneId zone) {
        String asOf = money.asOf()
                .map(at -> "as of " + AsOf.clock(at, now, zone) + " · ")
                .orElse("");
        String unread = asOf.isEmpty() && money.unreadable() > 0
                ? Amounts.count(money.unreadable(), "stream", "streams") + " without a reading · "
                : "";
        return asOf + unread + fee(rig, money, quote);
    }

    private static String fee(RigView rig, RigMoney money, Optional<WithdrawQuotes.Latest> quote) {
        if (!rig.pending().isEmpty()) return "a withdrawal is not confirmed yet";
        if (!money.withdrawable()) return "nothing to withdraw yet";
        Optional<String> reason = AsOf.reason(rig.chain(), rig.at());
        if (reason.isPresent()) return reason.get();
        if (quote.isEmpty() && rig.chain().disagreement().isPresent()) return "two nodes disagree";
        return quote.map(q -> "fee to withdraw at most " + WithdrawPresenter.fee(q.quote()) + " · "
                        + Durations.roughAge(q.age()))
                .orElse("asking for the fee…");
    }

    static String title(List<GpuReading> gpus) {
        return "Headroom" + (gpus.stream().anyMatch(g -> g.identity().simulated()) ? " — simulated GPUs" : "");
    }

    /** What the monitor itself costs; nothing before it has been measured. */
    static String cost(Optional<GpuWatch> watch) {
        if (watch.isEmpty() || watch.get().cost().equals(WatchCost.UNKNOWN)) return "";
        int gpus = watch.get().gpus().size();
        if (gpus == 0) return "";
        return "watching " + Amounts.count(gpus, "GPU", "GPUs") + " costs "
                + String.format(Locale.ROOT, "%.1f", watch.get().cost().cpuPercent()) + " % of one core";
    }

    static List<Part> line(Optional<RigView> rig) {
        if (rig.isEmpty()) return List.of(new Part(Optional.of(false), "rig not running", ""));
        RigView r = rig.get();
        boolean up = r.link().phase() == LinkState.Phase.UP;
        String market = "market: " + r.link().broker() + " · "
                + (up
                        ? Amounts.count(r.market().orders().size(), "open order", "open orders")
                        : r.link().phase().name().toLowerCase(Locale.ROOT))
                + (r.link().waiting() > 0 ? " · " + r.link().waiting() + " to send" : "");
        String chain = r.chain().name()
                + (r.chain().up() ? " · block " + Amounts.grouped(r.chain().block()) + age(r) : " · no answer")
                + (r.chain().disagreement().isPresent() ? " · two nodes disagree" : "");
        String engine = r.engine().up()
                ? capital(r.engine().engine()) + " " + r.engine().version()
                : "no container engine";
        return List.of(
                new Part(Optional.of(up), market, r.link().message()),
                new Part(Optional.of(r.chain().up()), chain, r.chain().message()),
                new Part(Optional.of(r.engine().up()), engine, r.engine().message()));
    }

    /** Of a newest block that is so old that amounts are as of it. */
    private static String age(RigView rig) {
        return LeaseMoney.silent(rig.chain(), rig.at())
                ? AsOf.age(rig.chain(), rig.at()).map(a -> ", " + a).orElse("")
                : "";
    }

    private static String capital(String word) {
        return word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
