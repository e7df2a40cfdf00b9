//! The functions of the chapter "size" do the same in pairs, and its tables hold.

use longhand::block_on;
use longhand_book::size::{advice, layers, patterns};

#[test]
fn what_keeps_less_answers_the_same() {
    use patterns::*;

    let one = block_on(argument(Page::new()));
    assert_eq!(one, block_on(argument_of_a_block(Page::new())));
    let scopes = [
        block_on(in_scope()),
        block_on(dropped()),
        block_on(out_of_scope()),
    ];
    assert_eq!(scopes, [one; 3]);
    assert_eq!(block_on(side_by_side()), block_on(one_place()));
    assert_eq!(block_on(matched()), block_on(matched_later()));
    block_on(async {
        given(made()).await;
        pinned_argument(pinned_where_it_is_made()).await;
        for often in [true, false] {
            rarely(often).await;
            rarely_boxed(often).await;
        }
    });
}

#[test]
fn every_advice_pays() {
    for patterns::Row { what, sizes, .. } in patterns::rows() {
        let [(_, large), (_, small)] = sizes;
        assert!(small < large, "{what}");
    }
}

#[test]
fn who_follows_an_advice_answers_the_same() {
    use advice::*;

    let one = block_on(patterns::in_scope());
    let page = patterns::Page::new();
    let followed = [
        block_on(computed()),
        block_on(lent(&page)),
        block_on(in_place()),
        block_on(on_the_heap()),
        block_on(shadowed()),
        block_on(emptied()),
        block_on(referred_to()),
        block_on(in_a_helper()),
    ];
    assert_eq!(followed, [one; 8]);
    assert_eq!(block_on(split()), block_on(patterns::one_place()));
    block_on(async {
        made_early().await;
        made_late().await;
        looked_at().await;
    });
}

#[test]
fn advice_is_in_the_table_that_its_bytes_say() {
    for advice in advice::pays() {
        assert!(advice.is_worth_it(), "{}", advice.words);
    }
    for advice in advice::does_not_pay() {
        assert!(!advice.is_worth_it(), "{}", advice.words);
    }
}

#[test]
fn a_layer_by_hand_or_by_call_is_small_and_one_that_is_given_its_child_doubles() {
    let rows = layers::rows();
    for (inner, outer) in rows.iter().zip(&rows[1..]) {
        assert!(outer.passed_on >= 2 * inner.passed_on, "{}", outer.depth);
        assert!(outer.called <= inner.called + 8, "{}", outer.depth);
        assert!(outer.selected <= inner.selected + 8, "{}", outer.depth);
    }
    let copied = layers::copied(&rows);
    assert_eq!((copied[0], copied[1]), (0, rows[0].passed_on));
    assert_eq!(copied[2], rows[0].passed_on + rows[1].passed_on);
    assert_eq!(size_of_val(&layers::eight()), rows[8].passed_on);
    assert_eq!(size_of_val(&layers::eight_called()), rows[8].called);
}

#[test]
fn every_row_of_who_may_be_moved_has_three_cells() {
    for row in longhand_book::pinned::table::unpin().lines() {
        let bars = row.matches('|').count() - row.matches("\\|").count();
        assert_eq!(bars, 4, "{row}");
    }
}

#[test]
fn every_step_to_the_budget_serves_the_same_page_and_pays() {
    use longhand::net::{TcpListener, TcpStream};
    use longhand_book::size::budget::{self, Settings};

    let settings = || Settings {
        greeting: [b' '; 1_024],
    };
    /// What a client is answered by a server that is one of the steps.
    macro_rules! answered {
        ($step:ident($settings:expr)) => {
            block_on(async {
                let listener = TcpListener::bind("127.0.0.1:0")?;
                let client = TcpStream::connect(listener.local_addr()?).await?;
                let (stream, _) = listener.accept().await?;
                client.write_all(b"hello").await?;
                budget::$step(stream, $settings).await?;
                let mut page = [0; 1_024];
                client.read_exact(&mut page).await?;
                std::io::Result::Ok(page)
            })
        };
    }
    let lent = settings();
    let mut expected = lent.greeting;
    expected[1_023] = b'5';
    let pages = [
        answered!(serve(settings())),
        answered!(lent(&lent)),
        answered!(unwrapped(&lent)),
        answered!(reused(&lent)),
        answered!(boxed(&lent)),
    ];
    for page in pages {
        assert_eq!(page.expect("there is a loopback"), expected);
    }
    let sizes: Vec<usize> = budget::rows().iter().map(|row| row.size).collect();
    assert!(
        sizes.is_sorted_by(|larger, smaller| larger > smaller),
        "{sizes:?}"
    );
    assert!(sizes[4] * 10 <= sizes[0], "{sizes:?}");
}
