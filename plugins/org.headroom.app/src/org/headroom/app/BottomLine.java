package org.headroom.app;

import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.headroom.console.desk.Services;
import org.headroom.model.Subscription;
import org.headroom.ui.cell.Role;
import org.headroom.ui.look.Look;
import org.headroom.ui.parts.DrawnPart;
import org.headroom.ui.refresh.RefreshRequest;

/** The line below the views: market, chain, engine, and what watching costs. Drawn; UI thread. */
public final class BottomLine {
    private static final int HEIGHT = 28;

    @Inject
    private Services services;

    private DrawnPart band;

    @PostConstruct
    void create(Composite parent) {
        band = new DrawnPart(parent, Role.WINDOW, this::paint);
        parent.setLayout(new WholeLine(band, HEIGHT));
        RefreshRequest request = new RefreshRequest(band, band::redraw);
        Subscription changes = services.onChange(request::request);
        band.addDisposeListener(e -> changes.close());
    }

    private void paint(GC gc, Look look, Rectangle area) {
        gc.setFont(look.font(Look.Size.SMALL, false));
        int y = Look.baselineTop(gc, 0, area.height);
        int x = 6;
        for (HeaderPresenter.Part part : HeaderPresenter.line(services.rig())) {
            if (part.up().isPresent()) {
                gc.setBackground(look.color(part.up().get() ? Role.HEALTHY : Role.WARNING));
                gc.fillOval(x, area.height / 2 - 4, 9, 9);
                x += 14;
            }
            gc.setForeground(look.color(Role.SECONDARY));
            gc.drawText(part.text(), x, y, SWT.DRAW_TRANSPARENT);
            x += look.width(gc, part.text()) + 22;
        }
        String words = HeaderPresenter.cost(services.watch());
        int width = look.width(gc, words);
        if (area.width - width - 6 > x) gc.drawText(words, area.width - width - 6, y, SWT.DRAW_TRANSPARENT);
    }
}
