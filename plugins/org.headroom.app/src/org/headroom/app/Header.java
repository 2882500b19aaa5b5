package org.headroom.app;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Layout;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.Services;
import org.headroom.console.wallet.WithdrawDialog;
import org.headroom.model.Subscription;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigStatus;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.refresh.RefreshRequest;

/** The line above the views: the big switch, one sentence, the money that is due. Drawn; UI thread. */
public final class Header {
    private static final int HEIGHT = 56;
    private static final int MARGIN = 6;

    @Inject
    private Services services;

    @Inject
    private MWindow window;

    @Inject
    private EModelService models;

    private DrawnPart band;
    private PushButton toggle;
    private PushButton other;
    private PushButton withdraw;
    private Optional<RigView> rig = Optional.empty();

    @PostConstruct
    void create(Composite parent) {
        band = new DrawnPart(parent, Role.WINDOW, this::paint);
        parent.setLayout(new WholeLine(band, HEIGHT));
        band.setLayout(new Placing());
        toggle = new PushButton(band, Role.WINDOW);
        other = new PushButton(band, Role.WINDOW);
        withdraw = new PushButton(band, Role.WINDOW);
        toggle.addListener(SWT.Selection, e -> HeaderPresenter.turnOver(services));
        other.addListener(SWT.Selection, e -> HeaderPresenter.turnOver(services));
        withdraw.addListener(SWT.Selection, e -> WithdrawDialog.open(band.getShell(), services));
        RefreshRequest request = new RefreshRequest(band, this::refresh);
        Subscription changes = services.onChange(request::request);
        band.addDisposeListener(e -> changes.close());
        refresh();
    }

    private void refresh() {
        rig = services.rig();
        RigStatus status = HeaderPresenter.status(services.status());
        switch (status.mode()) {
            case TAKING_WORK -> {
                toggle.look("Taking work", PushButton.Style.FILLED, Role.HEALTHY, true);
                other.look("Pause", PushButton.Style.OUTLINED, Role.TEXT, false);
            }
            case PAUSED -> {
                toggle.look("Paused", PushButton.Style.FILLED, Role.SECONDARY, true);
                other.look("Take work", PushButton.Style.OUTLINED, Role.HEALTHY, false);
            }
            case UNABLE -> {
                toggle.look("Not taking work", PushButton.Style.FILLED, Role.WARNING, true);
                other.look("Pause", PushButton.Style.OUTLINED, Role.TEXT, false);
            }
        }
        toggle.setEnabled(rig.isPresent());
        other.setEnabled(rig.isPresent());
        withdraw.look("Withdraw…", PushButton.Style.OUTLINED, Role.ACCENT, false);
        withdraw.setEnabled(
                due().isPresent() && rig.filter(r -> r.pending().isEmpty()).isPresent());
        askForFee();
        AlarmTab.refresh(window, models, services);
        String title = HeaderPresenter.title(services.gpus());
        if (!band.getShell().getText().equals(title)) band.getShell().setText(title);
        band.setToolTipText(status.headline() + " " + status.rest());
        band.redraw();
    }

    /** The rig's money, where some of it could be withdrawn. */
    private Optional<RigMoney> due() {
        return rig.map(r -> RigMoney.of(r, r.at())).filter(RigMoney::withdrawable);
    }

    private void askForFee() {
        if (due().isEmpty() || rig.filter(r -> r.chain().up()).isEmpty()) return;
        services.desk().ifPresent(services.quotes()::refresh);
    }

    /** Switch on the left, withdrawal on the right. */
    private final class Placing extends Layout {
        @Override
        protected Point computeSize(Composite composite, int wHint, int hHint, boolean flush) {
            return new Point(wHint == SWT.DEFAULT ? 600 : wHint, HEIGHT);
        }

        @Override
        protected void layout(Composite composite, boolean flush) {
            Rectangle area = composite.getClientArea();
            int y = (area.height - 32) / 2;
            int first = toggle.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            int second = other.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            int third = withdraw.computeSize(SWT.DEFAULT, SWT.DEFAULT).x;
            toggle.setBounds(MARGIN, y, first, 32);
            other.setBounds(MARGIN + first + 14, y, second, 32);
            withdraw.setBounds(area.width - third - MARGIN, y, third, 32);
        }
    }

    private void paint(GC gc, Look look, Rectangle area) {
        int right = withdraw.getBounds().x - 16;
        if (rig.isPresent()) right = money(gc, look, right, area) - 24;
        Rectangle after = other.getBounds();
        int x = after.x + after.width + 18;
        sentence(gc, look, new Rectangle(x, 0, Math.max(40, right - x), area.height));
        gc.setBackground(look.color(Role.LINE));
    }

    private int money(GC gc, Look look, int right, Rectangle area) {
        RigView r = rig.orElseThrow();
        gc.setFont(look.font(Look.Size.BIG, true));
        Instant now = r.at();
        RigMoney money = RigMoney.of(r, now);
        // Without any lease, too: what the chain never said is not known to be zero.
        boolean silent = LeaseMoney.silent(r.chain(), now);
        gc.setForeground(look.color(silent ? Role.SECONDARY : AsOf.role(money.asOf(), Role.MONEY)));
        String due = HeaderPresenter.due(money);
        int dueWidth = Figures.width(look, gc, due);
        Figures.draw(look, gc, due, right - dueWidth, area.height / 2 - 23);
        gc.setFont(look.font(Look.Size.AXIS, false));
        gc.setForeground(look.color(Role.SECONDARY));
        String fee = HeaderPresenter.fee(r, money, services.quotes().latest(), now, ZoneId.systemDefault());
        int feeWidth = look.width(gc, fee);
        gc.drawText(fee, right - feeWidth, area.height / 2 + 6, SWT.DRAW_TRANSPARENT);
        return right - Math.max(dueWidth, feeWidth);
    }

    /** Two lines at the most: the headline strong, what follows it quieter. */
    private void sentence(GC gc, Look look, Rectangle in) {
        RigStatus status = HeaderPresenter.status(services.status());
        List<Word> words = new ArrayList<>();
        for (String w : status.headline().split(" ")) words.add(new Word(w, true));
        if (!status.rest().isBlank()) for (String w : status.rest().split(" ")) words.add(new Word(w, false));
        List<List<Word>> lines = new ArrayList<>();
        lines.add(new ArrayList<>());
        int x = 0;
        for (Word word : words) {
            gc.setFont(look.font(Look.Size.TEXT, word.strong));
            int width = look.width(gc, word.text + " ");
            if (x + width > in.width && x > 0 && lines.size() < 2) {
                lines.add(new ArrayList<>());
                x = 0;
            }
            if (x + width > in.width && x > 0) {
                lines.get(lines.size() - 1).add(new Word("…", word.strong));
                break;
            }
            lines.get(lines.size() - 1).add(word);
            x += width;
        }
        int y = (in.height - lines.size() * 20) / 2;
        for (List<Word> line : lines) {
            int at = in.x;
            for (Word word : line) {
                gc.setFont(look.font(Look.Size.TEXT, word.strong));
                gc.setForeground(look.color(word.strong ? Role.TEXT : Role.SECONDARY));
                gc.drawText(word.text, at, Look.baselineTop(gc, y, 20), SWT.DRAW_TRANSPARENT);
                at += look.width(gc, word.text + " ");
            }
            y += 20;
        }
    }

    private record Word(String text, boolean strong) {}
}
