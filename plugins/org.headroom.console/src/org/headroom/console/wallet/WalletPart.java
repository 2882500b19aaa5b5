package org.headroom.console.wallet;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.AsOf;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.rig.LeaseMoney;
import org.headroom.model.rig.RigMoney;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Figures;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.PushButton;
import org.headroom.ui.table.DrawnTable;
import org.headroom.ui.text.Amounts;
import org.headroom.ui.text.UsdcFormat;

/** The account, what it holds, and the streams that fill it. */
public final class WalletPart extends DeskPart {
    /** Above the lines of sums, and below them. */
    private static final int SUMS = 95;

    private static final int BELOW = 9;
    private static final int LINE = 18;
    private static final int MARGIN = 14;
    private static final int GAP = 22;
    private DrawnPart body;
    private DrawnTable table;
    private PushButton copy;
    private PushButton withdraw;
    private final PendingNotice notice = new PendingNotice();
    private Optional<RigView> rig = Optional.empty();
    private List<PendingText> notices = List.of();
    private int noticeHeight;
    private int head;
    private List<String> sums = List.of();

    @Override
    protected Control content(Composite parent) {
        body = new DrawnPart(parent, Role.CONTENT, this::paint);
        table = new DrawnTable(
                body, WalletPresenter.COLUMNS, WalletPresenter.empty(services().rig()));
        copy = new PushButton(body, Role.CONTENT);
        copy.look("Copy", PushButton.Style.QUIET, Role.ACCENT, false);
        copy.addListener(SWT.Selection, e -> rig.ifPresent(r -> copy(r.account().hex())));
        withdraw = new PushButton(body, Role.CONTENT);
        withdraw.look("Withdraw…", PushButton.Style.OUTLINED, Role.ACCENT, false);
        withdraw.addListener(SWT.Selection, e -> WithdrawDialog.open(getSite().getShell(), services()));
        body.addListener(SWT.Resize, e -> arrange());
        return body;
    }

    private void copy(String text) {
        Clipboard clipboard = new Clipboard(body.getDisplay());
        clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    private void arrange() {
        Rectangle area = body.getClientArea();
        noticeHeight = notice.height(body, notices, more(), area.width - 2 * MARGIN);
        head = rig.isPresent() ? SUMS + BELOW + sumLines(area.width) * LINE : 0;
        int top = rig.isPresent() ? head + noticeHeight : 0;
        copy.setVisible(rig.isPresent());
        withdraw.setVisible(rig.isPresent());
        table.setBounds(0, top, area.width, Math.max(0, area.height - top));
        int width = copy.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
        copy.setBounds(MARGIN + addressWidth() + 4, 6, width, 28);
        int button = withdraw.computeSize(SWT.DEFAULT, SWT.DEFAULT, true).x;
        withdraw.setBounds(area.width - button - MARGIN, 58, button, 32);
    }

    private int sumLines(int width) {
        GC gc = new GC(body);
        gc.setFont(Look.of(body).font(Look.Size.SMALL, false));
        int lines = 0;
        for (String sum : sums)
            lines += EmptyPicture.wrap(gc, Look.of(body), sum, width - 2 * MARGIN)
                    .size();
        gc.dispose();
        return lines;
    }

    private int addressWidth() {
        Look look = Look.of(body);
        GC gc = new GC(body);
        gc.setFont(look.mono());
        int width = rig.map(r -> look.width(gc, r.account().hex())).orElse(0);
        gc.dispose();
        return width;
    }

    @Override
    protected void refresh() {
        boolean had = rig.isPresent();
        rig = services().rig();
        table.empty(WalletPresenter.empty(rig));
        table.show(rig.map(r -> WalletPresenter.rows(r, services().now())).orElse(List.of()));
        List<PendingText> before = notices;
        notices = rig.map(r -> PendingText.all(r, services().now(), ZoneId.systemDefault()))
                .orElse(List.of());
        boolean waits = rig.filter(r -> !r.pending().isEmpty()).isPresent();
        withdraw.setEnabled(!waits && money().filter(RigMoney::withdrawable).isPresent());
        withdraw.setToolTipText(waits ? "A withdrawal is not confirmed yet." : null);
        List<String> sumsBefore = sums;
        sums = money().map(m -> Stream.of(WalletPresenter.sums(m), WalletPresenter.missing(m))
                        .filter(t -> !t.isEmpty())
                        .toList())
                .orElse(List.of());
        if (had != rig.isPresent() || !before.equals(notices) || !sumsBefore.equals(sums)) arrange();
        body.redraw();
    }

    private Optional<RigMoney> money() {
        return rig.map(r -> RigMoney.of(r, services().now()));
    }

    private void paint(GC gc, Look look, Rectangle area) {
        if (rig.isEmpty()) return;
        RigView r = rig.get();
        RigMoney money = money().orElseThrow();
        gc.setFont(look.mono());
        gc.setForeground(look.color(Role.TEXT));
        gc.drawText(r.account().hex(), MARGIN, Look.baselineTop(gc, 6, 28), SWT.DRAW_TRANSPARENT);
        figures(gc, look, r, money);
        gc.setFont(look.font(Look.Size.SMALL, false));
        int y = SUMS;
        for (String sum : sums) {
            gc.setForeground(look.color(sum.startsWith("▲") ? Role.WARNING : Role.SECONDARY));
            for (String line : EmptyPicture.wrap(gc, look, sum, area.width - 2 * MARGIN)) {
                gc.drawText(line, MARGIN, y, SWT.DRAW_TRANSPARENT);
                y += LINE;
            }
        }
        gc.setBackground(look.color(Role.LINE));
        gc.fillRectangle(0, head - 1, area.width, 1);
        notice.draw(gc, look, notices, more(), new Rectangle(MARGIN, head, area.width - 2 * MARGIN, noticeHeight));
        if (noticeHeight > 0) {
            gc.setBackground(look.color(Role.LINE));
            gc.fillRectangle(0, head + noticeHeight - 1, area.width, 1);
        }
    }

    private String more() {
        return rig.map(PendingText::more).orElse("");
    }

    /** What stands above the table of nodes that disagree and of withdrawals that wait, in words; for tests. */
    public String noticeWords() {
        return String.join("\n", notices.stream().map(PendingText::words).toList());
    }

    private record Figure(String label, String value, Role role) {}

    /** In a smaller font where they would reach under the button. */
    private void figures(GC gc, Look look, RigView r, RigMoney money) {
        Role balance = LeaseMoney.silent(r.chain(), services().now()) ? Role.SECONDARY : Role.TEXT;
        List<Figure> figures = List.of(
                new Figure(
                        WalletPresenter.dueLabel(money, services().now(), ZoneId.systemDefault()) + ", USDC",
                        UsdcFormat.EXACT.format(money.due()),
                        AsOf.role(money.asOf(), Role.MONEY)),
                new Figure(
                        "Wallet, USDC",
                        r.balance().map(b -> UsdcFormat.EXACT.format(b.usdc())).orElse("–"),
                        balance),
                new Figure(
                        "For fees, " + Amounts.coin(r.chain().chainId()),
                        r.balance().map(b -> Amounts.coins(b.coin())).orElse("–"),
                        balance));
        int room = withdraw.getBounds().x - MARGIN;
        Look.Size size = Look.Size.TEXT;
        for (Look.Size wanted : List.of(Look.Size.LARGE, Look.Size.BIG))
            if (needed(gc, look, figures, wanted) <= room) size = wanted;
        boolean narrow = size != Look.Size.BIG;
        int x = MARGIN;
        for (Figure figure : figures) {
            gc.setFont(look.font(Look.Size.SMALL, false));
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(figure.label(), x, 44, SWT.DRAW_TRANSPARENT);
            gc.setFont(look.font(size, true));
            gc.setForeground(look.color(figure.role()));
            Figures.draw(look, gc, figure.value(), x, narrow ? 65 : 62);
            x += width(gc, look, figure, size) + (narrow ? GAP / 2 : GAP);
        }
    }

    private static int needed(GC gc, Look look, List<Figure> figures, Look.Size size) {
        int needed = MARGIN + 2 * (size == Look.Size.BIG ? GAP : GAP / 2);
        for (Figure figure : figures) needed += width(gc, look, figure, size);
        return needed;
    }

    private static int width(GC gc, Look look, Figure figure, Look.Size size) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        int label = look.width(gc, figure.label());
        gc.setFont(look.font(size, true));
        return Math.max(label, Figures.width(look, gc, figure.value()));
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }
}
