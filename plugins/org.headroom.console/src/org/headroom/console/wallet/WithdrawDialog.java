package org.headroom.console.wallet;

import java.time.ZoneId;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.headroom.console.desk.Services;
import org.headroom.console.desk.WithdrawQuotes;
import org.headroom.console.wallet.WithdrawPresenter.Done;
import org.headroom.console.wallet.WithdrawPresenter.Failed;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.console.wallet.WithdrawPresenter.Quoted;
import org.headroom.console.wallet.WithdrawPresenter.Quoting;
import org.headroom.console.wallet.WithdrawPresenter.Sending;
import org.headroom.console.wallet.WithdrawPresenter.Step;
import org.headroom.console.wallet.WithdrawPresenter.Unknown;
import org.headroom.model.Subscription;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Sheet;
import org.headroom.ui.refresh.RefreshRequest;

/** A withdrawal from quote to transaction. UI thread; the rig works elsewhere. */
public final class WithdrawDialog extends Sheet {
    private static final int WIDTH = 640;
    /** Before there is something to show. */
    private static final int FIRST_HEIGHT = 260;

    private static final int LABELS = 140;
    /** From one line to the next. */
    private static final int PITCH = 22;

    private final RigDesk desk;
    private final WithdrawQuotes quotes;
    private Step step = Quoting.FIRST;

    public WithdrawDialog(Shell parent, RigDesk desk, WithdrawQuotes quotes) {
        super(parent, "Withdraw", WIDTH, FIRST_HEIGHT);
        this.desk = desk;
        this.quotes = quotes;
    }

    /** Opens the dialog; empty where no rig runs. */
    public static Optional<WithdrawDialog> open(Shell parent, Services services) {
        Optional<WithdrawDialog> dialog =
                services.desk().map(desk -> new WithdrawDialog(parent, desk, services.quotes()));
        dialog.ifPresent(WithdrawDialog::open);
        return dialog;
    }

    @Override
    public void open() {
        super.open();
        // The quote that is shown here is the one that the header shows, until one of them asks again.
        Subscription held = quotes.hold();
        // What is due is as current as in the header.
        RefreshRequest request = new RefreshRequest(shell(), this::follow);
        Subscription changes = desk.onChange(request::request);
        shell().addListener(SWT.Dispose, e -> {
            held.close();
            changes.close();
        });
        RigView rig = desk.view();
        if (rig.pending().isEmpty()) quote();
        else go(WithdrawFailures.waiting(rig, rig.at(), ZoneId.systemDefault()));
    }

    private void quote() {
        go(Quoting.of(desk.view(), quotes.latest()));
        quotes.ask(desk)
                .whenComplete((quote, failure) ->
                        later(() -> go(failure == null ? new Quoted(quote) : WithdrawFailures.failed(failure, false))));
    }

    private void send(WithdrawQuote quote) {
        go(new Sending(quote));
        desk.withdraw(quote).whenComplete((done, failure) -> {
            // It says nothing of what is due from now on.
            quotes.forget();
            later(() -> go(failure == null ? Done.of(done, quote) : WithdrawFailures.failed(failure, true)));
        });
    }

    /** What is shown follows the rig's books. */
    private void follow() {
        if (step instanceof Done d) step = BookedWithdrawals.follow(d, desk.view());
        fit();
    }

    private void go(Step next) {
        step = next;
        switch (next) {
            case Quoting q -> buttons("Withdraw", false, Role.ACCENT, "Cancel");
            case Quoted q -> buttons("Withdraw", WithdrawPresenter.mayConfirm(q), Role.ACCENT, "Cancel");
            case Sending s -> buttons("Withdrawing…", false, Role.ACCENT, "Close");
            case Done d -> buttons("", false, Role.ACCENT, "Close");
            case Failed f -> buttons("Try again", true, Role.ACCENT, "Close");
            case Unknown u -> buttons("", false, Role.ACCENT, "Close");
        }
        fit();
    }

    @Override
    protected void yes() {
        if (step instanceof Quoted q && WithdrawPresenter.mayConfirm(q)) send(q.quote());
        else if (step instanceof Failed) quote();
    }

    /** Whether the rig has not answered the question for a quote yet. */
    public boolean isAsking() {
        return step instanceof Quoting;
    }

    /** How far it is; for tests. */
    public Step step() {
        return step;
    }

    @Override
    protected int paint(GC gc, Look look, Rectangle area) {
        Role title = switch (step) {
            case Failed f -> Role.SICK;
            case Unknown u -> Role.WARNING;
            case Done d when d.isGone() -> Role.WARNING;
            default -> Role.MONEY;
        };
        gc.setFont(look.font(Look.Size.HUGE, true));
        gc.setForeground(look.color(title));
        String mark = switch (step) {
            case Failed f -> "✕ ";
            case Unknown u -> "▲ ";
            case Done d when d.isGone() -> "▲ ";
            default -> "";
        };
        Figures.draw(look, gc, mark + WithdrawPresenter.title(step), area.x, area.y);
        gc.setFont(look.font(Look.Size.TEXT, false));
        // Where something went wrong, the sentence is what is to be read.
        gc.setForeground(look.color(mark.isEmpty() ? Role.SECONDARY : Role.TEXT));
        int y = area.y + 36;
        for (String paragraph : WithdrawPresenter.sentence(step).split("\n")) {
            for (String line : EmptyPicture.wrap(gc, look, paragraph, area.width)) {
                gc.drawText(line, area.x, y, SWT.DRAW_TRANSPARENT);
                y += 20;
            }
            y += 8;
        }
        y += 4;
        RigView rig = desk.view();
        for (Line line : WithdrawPresenter.lines(step, KnownStreams.of(rig, rig.at())))
            y = draw(gc, look, line, area, y);
        return y;
    }

    /** @return where the next line begins */
    private static int draw(GC gc, Look look, Line line, Rectangle area, int from) {
        int y = from;
        if (line.total()) {
            gc.setForeground(look.color(Role.LINE));
            gc.drawLine(area.x, y + 2, area.x + area.width, y + 2);
            y += 8;
        }
        gc.setFont(look.font(Look.Size.SMALL, line.total()));
        gc.setForeground(look.color(line.total() ? Role.TEXT : Role.SECONDARY));
        gc.drawText(line.label(), area.x, y + 1, SWT.DRAW_TRANSPARENT);
        boolean hex = line.value().startsWith("0x");
        gc.setFont(hex ? look.mono() : look.font(Look.Size.TEXT, line.total()));
        gc.setForeground(look.color(line.older() ? Role.SECONDARY : Role.TEXT));
        if (hex) {
            gc.drawText(WithdrawPresenter.brief(line.value()), area.x + LABELS, y, SWT.DRAW_TRANSPARENT);
            return y + PITCH;
        }
        for (String part : EmptyPicture.wrap(gc, look, line.value(), area.width - LABELS)) {
            if (line.total()) gc.drawText(part, area.x + LABELS, y, SWT.DRAW_TRANSPARENT);
            else Figures.draw(look, gc, part, area.x + LABELS, y);
            y += PITCH;
        }
        return y;
    }
}
