package org.headroom.console.job;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.headroom.console.desk.ChosenLease;
import org.headroom.console.desk.DeskPart;
import org.headroom.model.VisibleText;
import org.headroom.model.market.LeaseId;
import org.headroom.model.rig.LeaseView;
import org.headroom.model.rig.RigDesk;
import org.headroom.model.rig.RigView;
import org.headroom.ui.cell.Empty;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.parts.EmptyPicture;
import org.headroom.ui.parts.Note;
import org.headroom.ui.parts.PushButton;

/** The log of the chosen lease's job. Follows its end while the end is in sight. */
public final class JobPart extends DeskPart {
    private static final int HEAD = 28;
    private ChosenLease wanted;
    private Optional<LeaseView> shown = Optional.empty();
    private Composite stack;
    private Composite body;
    private DrawnPart nothing;
    private Note head;
    private StyledText log;

    @Override
    protected Control content(Composite parent) {
        Look look = Look.of(parent);
        stack = new Composite(parent, SWT.NONE);
        stack.setLayout(new StackLayout());
        nothing = new DrawnPart(stack, Role.CONTENT, (gc, l, area) -> EmptyPicture.draw(gc, l, empty(), area));
        wanted = new ChosenLease(onUiThread(stack), this::refresh);
        body = new Composite(stack, SWT.NO_BACKGROUND);
        head = new Note(body, Role.CONTENT, Role.SECONDARY);
        log = new StyledText(body, SWT.READ_ONLY | SWT.MULTI | SWT.V_SCROLL | SWT.H_SCROLL);
        log.setFont(look.mono());
        log.setMargins(10, 6, 10, 6);
        log.setLineSpacing(3);
        log.setAlwaysShowScrollBars(false);
        log.setData("org.eclipse.e4.ui.css.disabled", Boolean.TRUE);
        body.addPaintListener(e -> {
            e.gc.setBackground(look.color(Role.CONTENT));
            e.gc.fillRectangle(body.getClientArea());
        });
        body.addListener(SWT.Resize, e -> {
            org.eclipse.swt.graphics.Rectangle area = body.getClientArea();
            head.setBounds(8, 0, area.width - 16, HEAD);
            log.setBounds(0, HEAD, area.width, area.height - HEAD);
        });
        onStrip(strip -> {
            PushButton copy = new PushButton(strip, Role.PANEL);
            copy.look("Copy log", PushButton.Style.QUIET, Role.SECONDARY, false);
            copy.addListener(SWT.Selection, e -> copy());
            return copy;
        });
        onSelection(LeaseId.class, id -> {
            wanted.choose(Optional.of(id));
            refresh();
        });
        return stack;
    }

    private Empty empty() {
        return wanted.failure()
                .map(JobPresenter::unread)
                .orElseGet(() -> JobPresenter.empty(services().rig(), shown));
    }

    private void copy() {
        String text = log.getText();
        if (text.isEmpty()) return;
        Clipboard clipboard = new Clipboard(log.getDisplay());
        clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    @Override
    protected void refresh() {
        Optional<RigView> rig = services().rig();
        shown = wanted.id().isPresent()
                ? wanted.find(services().desk(), rig)
                : JobPresenter.choose(rig, Optional.empty());
        String text = shown.flatMap(l ->
                        services().desk().map((RigDesk d) -> d.log(l.state().id())))
                .orElse("");
        Control top = text.isEmpty() ? nothing : body;
        StackLayout layout = (StackLayout) stack.getLayout();
        if (layout.topControl != top) {
            layout.topControl = top;
            stack.layout();
        }
        nothing.redraw();
        Look look = Look.of(stack);
        log.setBackground(look.color(Role.PANEL));
        log.setForeground(look.color(Role.TEXT));
        log.setSelectionBackground(look.color(Role.SELECTION));
        log.setSelectionForeground(look.color(Role.TEXT));
        shown.ifPresent(l -> head.show(JobPresenter.headline(l, services().now()), Role.SECONDARY));
        write(text);
    }

    private void write(String output) {
        String text = VisibleText.block(output);
        String before = log.getText();
        if (before.equals(text)) return;
        boolean atEnd = before.isEmpty() || log.getTopPixel() + log.getClientArea().height >= contentHeight() - 40;
        JobPresenter.appended(before, text).ifPresentOrElse(log::append, () -> log.setText(text));
        if (atEnd) log.setTopIndex(log.getLineCount() - 1);
    }

    private int contentHeight() {
        return log.getLineCount() * (log.getLineHeight() + log.getLineSpacing());
    }

    @Override
    public void setFocus() {
        if (body.isVisible()) log.setFocus();
        else stack.setFocus();
    }
}
