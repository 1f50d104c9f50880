//! The fuzz targets: each reads one kind of input and says, in the specification's words, why the crate may accept
//! what it accepted. The programs in `bin/` let libFuzzer make inputs for them; the tests run their seeds.

pub mod callback;
pub mod claims;
pub mod discovery;
pub mod id_token;
pub mod jwk_set;
pub mod jws;
pub mod renewal;
pub mod sign_in;
pub mod stored;
pub mod token_response;
pub mod user_info;

#[cfg(test)]
mod seeds {
    use std::{fs, path::Path};

    fn run_seeds(target: &str, try_input: fn(&str)) {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
        let mut count = 0;

        for seed in fs::read_dir(folder).expect("the target has seeds") {
            let path = seed.expect("a readable folder").path();
            // The last line that a failing test prints names the seed.
            println!("{}", path.display());
            // libFuzzer gives a target nothing that is not text, either.
            if let Ok(text) = str::from_utf8(&fs::read(&path).expect("a readable seed")) {
                try_input(text);
            }
            count += 1;
        }
        assert!(count > 0, "the target has seeds");
    }

    macro_rules! seeds_of {
        ($($target:ident)*) => {
            $(#[test]
            fn $target() {
                run_seeds(stringify!($target), super::$target::try_input);
            })*

            /// Every target's program is here, so that its seeds are run.
            #[test]
            fn all_targets_are_here() {
                let programs = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/bin");
                let mut names: Vec<String> = fs::read_dir(programs)
                    .expect("a folder of programs")
                    .map(|entry| entry.expect("a readable folder").path())
                    .map(|path| path.file_stem().expect("a name").to_string_lossy().into_owned())
                    .collect();
                names.sort();

                assert_eq!(names, [$(stringify!($target)),*]);
            }
        };
    }

    seeds_of! {
    callback
    claims
    discovery
    id_token
    jwk_set
    jws
    renewal
    sign_in
    stored
    token_response
    user_info
    }
}
