package org.headroom.console.wallet;

import java.time.Instant;
import java.time.ZoneId;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Shell;
import org.headroom.console.wallet.WithdrawPresenter.Done;
import org.headroom.console.wallet.WithdrawPresenter.Failed;
import org.headroom.console.wallet.WithdrawPresenter.Line;
import org.headroom.console.wallet.WithdrawPresenter.Quoted;
import org.headroom.console.wallet.WithdrawPresenter.Quoting;
import org.headroom.console.wallet.WithdrawPresenter.Sending;
import org.headroom.console.wallet.WithdrawPresenter.Step;
import org.headroom.console.wallet.WithdrawPresenter.Unknown;
import org.headroom.model.payment.WithdrawQuote;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Sheet;

/** A withdrawal from quote to transaction. UI thread; the rig works elsewhere. */
public final class WithdrawDialog extends Sheet {
    private static final int LABELS = 130;

    private final RigDesk desk;
    private Step step = new Quoting();

    public WithdrawDialog(Shell parent, RigDesk desk) {
        super(parent, "Withdraw", 600, 560);
        this.desk = desk;
    }

    @Override
    public void open() {
        super.open();
        RigView rig = desk.view();
        if (rig.pending().isEmpty()) quote();
        else go(WithdrawPresenter.waiting(rig, Instant.now(), ZoneId.systemDefault()));
    }

    private void quote() {
        go(new Quoting());
        desk.quoteWithdrawal()
                .whenComplete((quote, failure) -> later(
                        () -> go(failure == null ? new Quoted(quote) : WithdrawPresenter.failed(failure, false))));
    }

    private void send(WithdrawQuote quote) {
        go(new Sending(quote));
        desk.withdraw(quote)
                .whenComplete((done, failure) -> later(
                        () -> go(failure == null ? Done.of(done, quote) : WithdrawPresenter.failed(failure, true))));
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
        redraw();
    }

    @Override
    protected void yes() {
        if (step instanceof Quoted q && WithdrawPresenter.mayConfirm(q)) send(q.quote());
        else if (step instanceof Failed) quote();
    }

    /** How far it is; for tests. */
    public Step step() {
        return step;
    }

    @Override
    protected void paint(GC gc, Look look, Rectangle area) {
        Role title = switch (step) {
            case Failed f -> Role.SICK;
            case Unknown u -> Role.WARNING;
            default -> Role.MONEY;
        };
        gc.setFont(look.font(Look.Size.HUGE, true));
        gc.setForeground(look.color(title));
        String mark = switch (step) {
            case Failed f -> "✕ ";
            case Unknown u -> "▲ ";
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
        for (Line line : WithdrawPresenter.lines(step)) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(line.label(), area.x, y + 1, SWT.DRAW_TRANSPARENT);
            boolean hex = line.value().startsWith("0x");
            gc.setFont(hex ? look.mono() : look.font(Look.Size.TEXT, false));
            gc.setForeground(look.color(Role.TEXT));
            String value = hex && line.value().length() > 42
                    ? line.value().substring(0, 26) + "…"
                            + line.value().substring(line.value().length() - 16)
                    : line.value();
            if (hex) gc.drawText(value, area.x + LABELS, y, SWT.DRAW_TRANSPARENT);
            else Figures.draw(look, gc, value, area.x + LABELS, y);
            y += 24;
        }
    }
}
